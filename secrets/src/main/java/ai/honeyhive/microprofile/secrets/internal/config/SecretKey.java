/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

/**
 * One {@code honeyhive.secrets.*} key. The keys are in {@link SecretKeys}.
 *
 * @param name the full name, with the parts that the user chooses in angle brackets
 * @param type what kind of value it has, for the reference
 * @param defaultText the default as one would write it, empty for none
 * @param meaning what it does
 */
record SecretKey(String name, String type, String defaultText, String meaning) {

    /** The last part, which is the setting's name within a store. */
    String setting() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
