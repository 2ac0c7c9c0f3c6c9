/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A real OTLP receiver of metrics, which stands for somebody else's: what the server's own exporter sends. Thread-safe. */
public final class MetricSink {

    /**
     * A data point.
     *
     * @param bounds the bounds of a histogram's buckets; empty for a sum
     * @param count how many values a histogram has, 0 for a sum
     */
    public record Point(
            String name, String unit, Map<String, String> attributes, List<Double> bounds, long count, double sum) {}

    private static @Nullable MetricSink shared;

    private final HttpServer server;
    private final List<Point> points = new CopyOnWriteArrayList<>();

    private MetricSink() throws IOException {
        // Any port that is free, unless a server must know it before the tests begin.
        int port = Integer.getInteger("kit.metrics.port", 0);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "metric-sink");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::receive);
        server.start();
    }

    /** The one sink, started when it is first needed. */
    public static synchronized MetricSink shared() {
        MetricSink running = shared;
        if (running == null) {
            try {
                running = new MetricSink();
            } catch (IOException e) {
                throw new IllegalStateException("No port is free", e);
            }
            shared = running;
        }
        return running;
    }

    /** Its root; the path below it does not matter. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Forgets what has arrived. */
    public void clear() {
        points.clear();
    }

    /** What has arrived of a metric. */
    public List<Point> points(String name) {
        return points.stream().filter(point -> point.name().equals(name)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = body(exchange)) {
            ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().forEach(this::add);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        InputStream raw = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(raw)
                : raw;
    }

    private void add(ResourceMetrics resource) {
        resource.getScopeMetricsList().forEach(scope -> scope.getMetricsList().forEach(this::add));
    }

    private void add(Metric metric) {
        metric.getHistogram().getDataPointsList().forEach(point -> points.add(point(metric, point)));
        metric.getSum().getDataPointsList().forEach(point -> points.add(point(metric, point)));
    }

    private static Point point(Metric metric, HistogramDataPoint point) {
        return new Point(
                metric.getName(),
                metric.getUnit(),
                attributes(point.getAttributesList()),
                point.getExplicitBoundsList(),
                point.getCount(),
                point.getSum());
    }

    private static Point point(Metric metric, NumberDataPoint point) {
        double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
        return new Point(
                metric.getName(), metric.getUnit(), attributes(point.getAttributesList()), List.of(), 0, value);
    }

    private static Map<String, String> attributes(List<KeyValue> list) {
        Map<String, String> attributes = new TreeMap<>();
        list.forEach(attribute ->
                attributes.put(attribute.getKey(), attribute.getValue().getStringValue()));
        return attributes;
    }
}
