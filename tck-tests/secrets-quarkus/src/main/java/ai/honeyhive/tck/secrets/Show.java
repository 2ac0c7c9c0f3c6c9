/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.secrets;

import ai.honeyhive.microprofile.secrets.Secrets;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Shows a secret for every line of its input: what no application should do. */
@QuarkusMain
public class Show implements QuarkusApplication {

    @Inject
    @ConfigProperty(name = "demo.password")
    Provider<String> password;

    @Inject
    Config config;

    @Override
    public int run(String... args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            String sentence = config.getValue("demo.sentence", String.class);
            String typed = Secrets.of(config).get("demo.password").reveal();
            System.out.println("SHOWN " + password.get() + "|" + sentence + "|" + typed);
        }
        return 0;
    }
}
