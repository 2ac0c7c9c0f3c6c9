/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.judge;

/** The model's answer is not what was asked for. The message does not quote it. */
final class JudgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JudgeException(String message) {
        super(message);
    }
}
