/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

/** The keys of the kit, which open nothing: the console takes any. */
public final class Keys {

    /** The key of the default tracer, given in the server's environment as {@code HH_API_KEY}. */
    public static final String DEFAULT = "hh_kit_default_environment";

    /** The key of the tracer {@code payments}, given in the application's properties. */
    public static final String PAYMENTS = "hh_kit_payments_properties";

    private Keys() {}
}
