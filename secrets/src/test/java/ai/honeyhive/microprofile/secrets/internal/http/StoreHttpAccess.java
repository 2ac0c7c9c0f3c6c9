/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** Lets tests of other packages trust what the store trusts. */
public final class StoreHttpAccess {

    private StoreHttpAccess() {}

    public static SSLContext trusting(Path ca) throws Exception {
        return Tls.context("the test's CA", ca == null ? null : ca.toString(), null);
    }
}
