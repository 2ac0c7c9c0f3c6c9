/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** Kafka itself, one node, in a process of its own. */
final class Broker implements AutoCloseable {

    private static final String TOPIC = "questions";

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    private Broker() throws Exception {
        Path folder = Artifacts.target().resolve("servers");
        Files.createDirectories(folder);
        Path directory = Files.createTempDirectory(folder, "kafka");
        int controller = ServerProcess.freePort();
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
                        "group.initial.rebalance.delay.ms=0"));
        try (ServerProcess format = java(
                "kafka-format",
                directory,
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settings.toString())) {
            if (format.awaitEnd() != 0) {
                throw new IOException(format.output());
            }
        }
        process = java("kafka", directory, "kafka.Kafka", settings.toString());
    }

    /** Starts a broker, and waits until it has the topic of the questions. */
    static Broker start() throws Exception {
        Broker broker = new Broker();
        try {
            broker.topic(TOPIC, 1);
            return broker;
        } catch (Throwable thrown) {
            broker.close();
            throw thrown;
        }
    }

    /** Makes a topic. */
    void topic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    /** How many consumers a group has now. */
    int members(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(60, TimeUnit.SECONDS)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            return 0; // not there yet
        }
    }

    /** A child with the class path of this process. */
    private static ServerProcess java(String name, Path folder, String... mainAndArguments) {
        return ServerProcess.start(
                name,
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                Stream.of(mainAndArguments))
                        .toList(),
                folder,
                Map.of());
    }

    String address() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
