/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.internal.aws.MotoAccount.Credentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests on an account of moto's, each with the application's credentials. */
abstract class MotoContract {

    static MotoAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = MotoAccount.start();
    }

    @AfterAll
    static void stop() {
        if (account != null) {
            account.close();
        }
    }

    @BeforeEach
    void credentials() {
        account.app().use();
    }

    @AfterEach
    void none() {
        Credentials.useNone();
    }
}
