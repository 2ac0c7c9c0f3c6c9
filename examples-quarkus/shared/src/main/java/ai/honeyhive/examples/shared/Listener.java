/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

/** Hears an answer while the model writes it, on the thread that asks. */
public interface Listener {

    /** For whoever wants the whole answer only. */
    Listener NOBODY = new Listener() {
        @Override
        public void piece(String text) {}

        @Override
        public void again() {}
    };

    /** More of the answer, to be put behind what was heard before. */
    void piece(String text);

    /** What was heard is refused: another answer follows. */
    void again();
}
