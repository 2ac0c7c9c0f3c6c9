/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/**
 * What metered evaluators may spend, over all pipelines that share it, until somebody makes a new one. Thread-safe.
 *
 * <p>Cost is known after a call: as many calls as are in flight when the budget is spent may go over it. Calls are
 * counted before, so their number is exact.
 */
public final class Budget {

    private final double cost;
    private final long calls;
    private double spent;
    private long made;

    private Budget(double cost, long calls) {
        this.cost = cost;
        this.calls = calls;
    }

    /** At most this cost, in the currency in which evaluators {@linkplain Evaluation#cost() report} it. */
    public static Budget ofCost(double cost) {
        if (!Double.isFinite(cost) || cost < 0) {
            throw new IllegalArgumentException("a budget must be finite and not negative, not " + cost);
        }
        return new Budget(cost, Long.MAX_VALUE);
    }

    /** At most this number of evaluations. */
    public static Budget ofCalls(long calls) {
        if (calls < 0) {
            throw new IllegalArgumentException("a budget must not be negative, not " + calls);
        }
        return new Budget(Double.POSITIVE_INFINITY, calls);
    }

    synchronized boolean tryCall() {
        if (made >= calls || spent >= cost) {
            return false;
        }
        made++;
        return true;
    }

    synchronized void spend(double amount) {
        spent += amount;
    }

    /** The cost so far. */
    public synchronized double spent() {
        return spent;
    }

    /** The evaluations so far. */
    public synchronized long calls() {
        return made;
    }
}
