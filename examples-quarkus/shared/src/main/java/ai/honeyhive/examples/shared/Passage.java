/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

/**
 * A piece of the handbook that is short enough to be about one thing.
 *
 * @param page the title of the page
 * @param heading the heading above the text
 * @param text the text
 * @param score how near it is to the question it was found for, from 0 to 1
 */
public record Passage(String page, String heading, String text, double score) {

    /** Where the passage stands, for a reader. */
    public String source() {
        return page + " › " + heading;
    }

    /** Source and text, as the model reads them. */
    public String quoted() {
        return source() + ": " + text;
    }

    Passage scored(double score) {
        return new Passage(page, heading, text, Math.round(score * 1000) / 1000.0);
    }
}
