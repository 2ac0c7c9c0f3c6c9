/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1Service;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The manifests against Kubernetes' own model, which its Java client generates from the OpenAPI description and which
 * refuses an unknown field, and as kubectl puts them together.
 */
class DeploymentTest {

    private static final Path FOLDER = Page.ROOT.resolve("docs/deployment");

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/Namespace", V1Namespace.class,
            "v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class,
            "apps/v1/Deployment", V1Deployment.class);

    @TempDir
    Path folder;

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifest_is_what_kubernetes_understands(Path manifest) throws IOException {
        assertThat(objects(Files.readString(manifest))).isNotEmpty();
    }

    @Test
    void mistyped_field_is_refused() throws IOException {
        String manifest = Files.readString(FOLDER.resolve("base/users.yaml"));

        assertThatThrownBy(() -> objects(manifest.replace("containerPort:", "containerport:")))
                .hasMessageContaining("containerport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging"})
    void environment_is_complete_and_each_service_has_a_key_of_its_own(String environment) throws Exception {
        String rendered = kustomize(environment);
        List<Object> objects = objects(rendered);

        assertThat(of(objects, V1Namespace.class))
                .singleElement()
                .satisfies(namespace ->
                        assertThat(namespace.getMetadata().getName()).isEqualTo(environment));
        assertThat(of(objects, V1Deployment.class))
                .hasSize(3)
                .allSatisfy(deployment ->
                        assertThat(deployment.getMetadata().getNamespace()).isEqualTo(environment));
        assertThat(of(objects, V1Deployment.class).stream().map(DeploymentTest::secret))
                .containsExactlyInAnyOrder("honeyhive-gateway", "honeyhive-users", "honeyhive-llm");
        assertThat(of(objects, V1Service.class))
                .extracting(service -> service.getMetadata().getName())
                .containsExactlyInAnyOrder("gateway", "users", "llm");
        assertThat(rendered).doesNotContain("hh_").doesNotContain("kind: Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging"})
    void environment_sets_keys_that_exist_to_values_that_are_allowed(String environment) throws Exception {
        V1ConfigMap telemetry =
                of(objects(kustomize(environment)), V1ConfigMap.class).get(0);
        Map<String, String> variables = new HashMap<>(telemetry.getData());
        variables.put("HH_API_KEY", "hh_of_this_test");

        HoneyHiveConfig config = HoneyHiveConfig.read(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(variables, 300))
                .build());

        assertThat(config.problems()).isEmpty();
        assertThat(config.tracers().get("").source()).isEqualTo(environment);
        assertThat(config.propagation().hosts().allows("llm")).isTrue();
        assertThat(config.propagation().hosts().allows("gateway")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples-quarkus",
                "examples-openliberty",
                "tck-tests/services/gateway",
                "tck-tests/services/users",
                "tck-tests/services/llm"
            })
    void container_file_takes_what_is_there_and_runs_as_nobody_special(String module) throws IOException {
        Path place = Page.ROOT.resolve(module);
        List<String> lines = Files.readAllLines(place.resolve("Containerfile"));

        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .singleElement()
                .asString()
                .matches("FROM \\S+:\\S+")
                .doesNotEndWith(":latest");
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
                .last()
                .asString()
                .matches("USER 1\\d+");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("COPY "))
                        .map(line -> line.replaceAll("COPY (?:--\\S+ )*(\\S+) .*", "$1"))
                        .filter(source -> !source.startsWith("target/")))
                .allSatisfy(source -> assertThat(place.resolve(source)).exists());
    }

    /** Each instruction as Buildah understands it, on an empty base, where nothing can be run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples-quarkus",
                "examples-openliberty",
                "tck-tests/services/gateway",
                "tck-tests/services/users",
                "tck-tests/services/llm"
            })
    void container_file_is_one_that_an_image_can_be_built_of(String module) throws Exception {
        assumeThat(onPath("buildah"))
                .as("NOT RUN: container files are tried with buildah, which is not on the PATH")
                .isTrue();
        Path place = Page.ROOT.resolve(module);
        List<String> lines = Files.readAllLines(place.resolve("Containerfile")).stream()
                .filter(line -> !line.startsWith("RUN "))
                .map(line -> line.startsWith("FROM ") ? "FROM scratch" : line)
                .toList();
        Path file = Files.write(folder.resolve("Containerfile"), lines);
        for (String line : lines) {
            if (line.startsWith("COPY ")) {
                Path copied = folder.resolve(line.replaceAll("COPY (?:--\\S+ )*(\\S+) .*", "$1"));
                Files.createDirectories(copied.getParent());
                Files.writeString(copied, "");
            }
        }
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        "buildah",
                        "--storage-driver=vfs",
                        "--root=" + folder.resolve("root"),
                        "--runroot=" + folder.resolve("runroot"),
                        "bud",
                        "--isolation=chroot",
                        "--file=" + file,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    }

    private String kustomize(String environment) throws Exception {
        assumeThat(onPath("kubectl"))
                .as("NOT RUN: the environments are put together by kubectl, which is not on the PATH")
                .isTrue();
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        "kubectl", "kustomize", FOLDER.resolve(environment).toString())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }

    static boolean onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static List<Object> objects(String yaml) {
        Gson gson = JSON.getGson();
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(new StringReader(yaml));
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> gson.toJsonTree(document).getAsJsonObject())
                .map(DeploymentTest::object)
                .toList();
    }

    private static Object object(JsonObject json) {
        String kind =
                json.get("apiVersion").getAsString() + '/' + json.get("kind").getAsString();
        assertThat(KINDS).containsKey(kind);
        return JSON.getGson().fromJson(json, (Class<?>) KINDS.get(kind));
    }

    private static <T> List<T> of(List<Object> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The one secret that a deployment uses, by its environment or as a volume. */
    private static String secret(V1Deployment deployment) {
        var pod = deployment.getSpec().getTemplate().getSpec();
        Stream<String> mounted = pod.getVolumes() == null
                ? Stream.of()
                : pod.getVolumes().stream().map(volume -> volume.getSecret().getSecretName());
        Stream<String> named = pod.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName());
        List<String> all = Stream.concat(mounted, named).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
