/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

/**
 * One thing that the doctor has looked at.
 *
 * @param subject what was looked at, one or two words
 * @param text what was found and, for a problem, what to do; without any secret
 */
record Finding(Verdict verdict, String subject, String text) {

    /** How it is. */
    enum Verdict {
        OK,
        /** Works, and may surprise. */
        NOTE,
        PROBLEM
    }

    static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text);
    }

    static Finding note(String subject, String text) {
        return new Finding(Verdict.NOTE, subject, text);
    }

    static Finding problem(String subject, String text) {
        return new Finding(Verdict.PROBLEM, subject, text);
    }
}
