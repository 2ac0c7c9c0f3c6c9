/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

/** How important a call is to the business, most important first. */
public enum Importance {
    /** Sent first, dropped last. A failed call always counts as critical. */
    CRITICAL,
    /** More than the ordinary. */
    IMPORTANT,
    /** The ordinary call. */
    STANDARD
}
