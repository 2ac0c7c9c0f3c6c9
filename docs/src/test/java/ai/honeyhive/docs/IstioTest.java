/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.istio.api.api.networking.v1alpha3.ServiceEntryLocation;
import io.fabric8.istio.api.api.networking.v1alpha3.ServiceEntryResolution;
import io.fabric8.istio.api.networking.v1.ServiceEntry;
import io.fabric8.istio.api.networking.v1.VirtualService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Istio's objects in the page on deployment against fabric8's model of them, which is generated from Istio's own API. Whether
 * Istio would accept the values is not asked: that is checked in its control plane.
 */
class IstioTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of("VirtualService", VirtualService.class, "ServiceEntry", ServiceEntry.class);

    /** The model keeps what it does not know, for objects of newer servers. Here it is an error. */
    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NothingElse());

    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    private static List<String> objects() {
        return Page.read(Page.ROOT.resolve("docs/deployment.md")).snippets().stream()
                .map(Page.Snippet::code)
                .filter(code -> code.contains("istio.io/"))
                .toList();
    }

    @Test
    void baggage_of_strangers_is_removed_on_the_way_to_a_service_that_is_there() throws IOException {
        VirtualService service = read(VirtualService.class);

        assertThat(service.getSpec().getHttp()).singleElement().satisfies(route -> {
            assertThat(route.getHeaders().getRequest().getRemove()).containsExactly("baggage");
            String host = route.getRoute().get(0).getDestination().getHost();
            assertThat(Files.readString(Page.ROOT.resolve("docs/deployment/base/" + host + ".yaml")))
                    .contains("kind: Service\n");
        });
    }

    @Test
    void way_out_leads_to_the_host_that_is_the_default() throws IOException {
        ServiceEntry entry = read(ServiceEntry.class);

        // A name that the model does not know would be none.
        assertThat(entry.getSpec().getLocation()).isEqualTo(ServiceEntryLocation.MESH_EXTERNAL);
        assertThat(entry.getSpec().getResolution()).isEqualTo(ServiceEntryResolution.DNS);
        assertThat(entry.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getNumber()).isEqualTo(443);
            assertThat(port.getProtocol()).isEqualTo("TLS");
        });
        assertThat(Files.readString(Page.ROOT.resolve("docs/configuration.md")))
                .contains("`https://" + entry.getSpec().getHosts().get(0) + "`");
    }

    @Test
    void all_objects_of_the_page_are_checked() {
        assertThat(objects()).hasSize(KINDS.size());
    }

    @ParameterizedTest
    @CsvSource({"hosts:, host:", "remove:, removes:", "destination:, destinations:", "resolution:, resolutions:"})
    void mistyped_field_is_refused(String right, String wrong) {
        String object = objects().stream()
                .filter(code -> code.contains(right))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> parse(object.replace(right, wrong)))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining('"' + wrong.replace(":", "") + '"');
    }

    private static <T> T read(Class<T> type) throws IOException {
        for (String object : objects()) {
            HasMetadata parsed = parse(object);
            if (type.isInstance(parsed)) {
                return type.cast(parsed);
            }
        }
        throw new AssertionError("the page has no " + type.getSimpleName());
    }

    private static HasMetadata parse(String yaml) throws JsonProcessingException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<String, Object> object = new Yaml(new SafeConstructor(strict)).load(yaml);
        assertThat(object).containsEntry("apiVersion", "networking.istio.io/v1");
        assertThat(KINDS).containsKey((String) object.get("kind"));
        return STRICT.readValue(STRICT.writeValueAsString(object), KINDS.get((String) object.get("kind")));
    }
}
