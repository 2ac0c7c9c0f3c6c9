/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

/** The handbook, for tests that have no container. */
public final class LoadedHandbook {

    private LoadedHandbook() {}

    /** One that is ready to be searched. */
    public static Handbook load() {
        Handbook handbook = new Handbook();
        handbook.load();
        return handbook;
    }
}
