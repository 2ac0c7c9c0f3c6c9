/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/** What kind of question an evaluator answers. */
public enum Category {
    /** How the call went: time, tokens, cost, form. */
    TECHNICAL,
    /** How good, true and safe the answer is. */
    QUALITY,
    /** What the answer is worth to the business: goals, customers, money. */
    BUSINESS
}
