/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

/** An exporter under measurement, with a batch of spans ready in the shape it takes. */
interface Exporter extends AutoCloseable {

    /** Exports one batch of {@link SampleSpans#BATCH} spans and returns when it is delivered. */
    void export();

    @Override
    void close();

    static Exporter named(String name, String endpoint) {
        return switch (name) {
            case "stock" -> new StockExporter(endpoint, "none");
            case "stock-gzip" -> new StockExporter(endpoint, "gzip");
            case "ours" -> new OurExporter(endpoint, 0);
            case "ours-gzip" -> new OurExporter(endpoint, 1);
            case "ours-with-stations" -> new OurPipeline(endpoint, true);
            case "ours-without-redaction" -> new OurPipeline(endpoint, false);
            default -> throw new IllegalArgumentException("No exporter is called " + name);
        };
    }
}
