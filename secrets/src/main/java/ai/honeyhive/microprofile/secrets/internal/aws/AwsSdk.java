/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

/** The AWS SDK, which the application brings or not. */
public final class AwsSdk {

    private AwsSdk() {}

    /**
     * Looks whether a class of the SDK is there; before anything of ours that uses it is loaded.
     *
     * @param store the store that needs it
     * @param artifact what brings the class
     * @throws IllegalArgumentException if it is not there; the message says what to add
     */
    public static void require(String store, String artifact, String type) {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "Store " + store + " needs software.amazon.awssdk:" + artifact
                            + " in the application, and it is not there.",
                    e);
        }
    }
}
