/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Kafka itself, one node without ZooKeeper, in a process of its own. */
final class Broker implements AutoCloseable {

    private final int port;
    private final Process process;

    private Broker(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static Broker start(Path directory) throws Exception {
        int port = freePort();
        int controller = freePort();
        Path settings = Files.writeString(
                directory.resolve("server.properties"),
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@localhost:" + controller,
                        "listeners=PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + directory.resolve("data"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "group.min.session.timeout.ms=1000"));
        String id = Uuid.randomUuid().toString();
        Process format = java(
                directory.resolve("format.log"),
                List.of(),
                "kafka.tools.StorageTool",
                "format",
                "-t",
                id,
                "-c",
                settings.toString());
        if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("format.log")));
        }
        Process process = java(directory.resolve("broker.log"), List.of(), "kafka.Kafka", settings.toString());
        Broker broker = new Broker(port, process);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS);
        }
        return broker;
    }

    /** A child with this process's class path. */
    static Process java(Path log, List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
