/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.SecretsChanged;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a secret must not be found in: exceptions with all their causes, and the words of every public type. */
class CanaryTest {

    private static final String CANARY = "hhCanary7c1e90b4";
    private static final Path PUBLIC = Path.of("target", "classes", "ai", "honeyhive", "microprofile", "secrets");

    @TempDir
    private Path directory;

    /** Somebody has put a secret where it does not belong, or where it does and cannot be used. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "honeyhive.secrets.map.db.password | @",
                "honeyhive.secrets.map.db.password | vault:secret/../@#key",
                "honeyhive.secrets.map.db.password | enc:@",
                "honeyhive.secrets.map.db.password | enc:eyJhbGciOiJkaXIifQ..@.@.@",
                "honeyhive.secrets.import.honeyhive | vault:secret/app#@*",
                "honeyhive.secrets.keys | @",
                "honeyhive.secrets.keys | {'keys':[{'kty':'oct','kid':'a','k':'@'}]}",
                "honeyhive.secrets.keys | {'keys':[{'kty':'oct','kid':'@@','k':'@',",
                "honeyhive.secrets.keys | {'keys':[{'kty':'oct','kid':'a','wrapped':'@'}]}",
                "honeyhive.secrets.keys-by | @",
                "honeyhive.secrets.keys-by | vault:@",
                "honeyhive.secrets.boot-budget | @",
                "honeyhive.secrets.store.vault.token | @",
                "honeyhive.secrets.store.vault.token | @\u0001",
                "honeyhive.secrets.store.vault.auth | @",
                "honeyhive.secrets.store.vault.kv-version | @",
                "honeyhive.secrets.store.vault.timeout | @",
                "honeyhive.secrets.store.vault.address | https://user:@@127.0.0.1:1",
                "honeyhive.secrets.store.vault.address | http://elsewhere.example/@"
            })
    void exceptions_with_their_causes_do_not_tell(String property, String value) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mp.config.property.expressions.enabled", "false");
        settings.put("honeyhive.secrets.boot-budget", "1s");
        settings.put("honeyhive.secrets.map.k", "vault:secret/app#key");
        settings.put("honeyhive.secrets.map.e", "enc:eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA");
        settings.put(
                "honeyhive.secrets.keys",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"" + "A".repeat(43) + "\"}]}");
        // One that does not decrypt stands in most of them, so that the ring is asked for.
        if (property.contains(".store.") || value.startsWith("enc:")) {
            settings.remove("honeyhive.secrets.map.e");
        }
        settings.put("honeyhive.secrets.store.vault.address", "http://127.0.0.1:1");
        settings.put("honeyhive.secrets.store.vault.token", "t");
        settings.put(property, value.replace('\'', '"').replace("@", CANARY));
        Throwable thrown = catchThrowable(() -> TestConfig.of(settings).close());
        assertThat(thrown).as("it cannot start so").isNotNull();
        StringWriter told = new StringWriter();
        thrown.printStackTrace(new PrintWriter(told));
        assertThat(told.toString())
                .containsAnyOf("honeyhive.secrets.", "db.password")
                .doesNotContain(CANARY);
    }

    @Test
    void words_of_every_public_type_do_not_tell() throws Exception {
        Files.writeString(directory.resolve("password"), CANARY);
        Set<Class<?>> asked = new HashSet<>();
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.file.directory",
                directory.toString(),
                "honeyhive.secrets.map.db.password",
                "file:password")) {
            Secrets secrets = config.secrets();
            assertThat(secrets.get("db.password").reveal()).isEqualTo(CANARY);
            List<Object> all = new ArrayList<>(List.of(
                    secrets,
                    secrets.get("db.password"),
                    secrets.find("db.password"),
                    secrets.names(),
                    secrets.stores(),
                    secrets.stores().get(0),
                    secrets.onChange(names -> {}),
                    new SecretDocument(Map.of("password", CANARY), "1", Duration.ofSeconds(1)),
                    new SecretsChanged(Set.of("db.password")),
                    new SecretStoreException(SecretStoreException.Kind.DENIED, "no"),
                    catchThrowable(() -> secrets.get("db.other"))));
            for (ConfigSource source : config.config().getConfigSources()) {
                if (source instanceof Secrets) {
                    all.addAll(List.of(source, source.getName(), source.getProperties(), source.getPropertyNames()));
                }
            }
            for (Object one : all) {
                asked.add(one.getClass());
                assertThat(one.toString()).as(one.getClass().getName()).doesNotContain(CANARY);
            }
        }
        assertThat(asked).as("the types that this test asks").containsAll(publicTypes());
    }

    /** A type that is added later fails this test until it is asked too. */
    private static List<Class<?>> publicTypes() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(PUBLIC)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Class<?> type = Class.forName("ai.honeyhive.microprofile.secrets."
                        + file.getFileName().toString().replace(".class", ""));
                if (Modifier.isPublic(type.getModifiers()) && !type.isInterface() && !type.isEnum()) {
                    types.add(type);
                }
            }
        }
        assertThat(types).isNotEmpty();
        return types;
    }
}
