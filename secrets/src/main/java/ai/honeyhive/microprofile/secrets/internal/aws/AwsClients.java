/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** How clients of AWS are made here: with the small HTTP client, and with a limit to how long a call takes. */
final class AwsClients {

    private AwsClients() {}

    /**
     * Makes a client. Finding region and credentials may be I/O.
     *
     * @param region {@code null} for the one that AWS's chain finds
     * @param endpoint {@code null} for AWS's own of the region
     */
    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, Duration timeout, @Nullable String region, @Nullable URI endpoint) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(timeout))
                .overrideConfiguration(settings -> settings.apiCallTimeout(timeout));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }
}
