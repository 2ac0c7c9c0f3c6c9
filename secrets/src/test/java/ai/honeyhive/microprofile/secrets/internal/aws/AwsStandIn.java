/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for AWS Secrets Manager with one secret and a clock of its own, for what moto cannot be told to do: it refuses what
 * was signed more than five minutes away from its clock, as AWS does, and anything else when it is told to; it checks no
 * signature. On plain sockets, because the JDK's server puts this machine's time into every answer.
 */
public final class AwsStandIn implements AutoCloseable {

    private static final Duration ALLOWED = Duration.ofMinutes(5);
    private static final DateTimeFormatter SIGNED = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final ServerSocket socket;
    private final Duration ahead;
    private final boolean tellsItsTime;
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String secret = "first";
    private volatile String refusal = "";

    private AwsStandIn(Duration ahead, boolean tellsItsTime) {
        this.ahead = ahead;
        this.tellsItsTime = tellsItsTime;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(this::serve, "aws-stand-in");
        thread.setDaemon(true);
        thread.start();
    }

    /** One whose clock is so far ahead of this machine's. */
    public static AwsStandIn start(Duration ahead) {
        return new AwsStandIn(ahead, true);
    }

    /** One that does not tell how late it is. */
    static AwsStandIn withoutTime(Duration ahead) {
        return new AwsStandIn(ahead, false);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Gives the secret another value. */
    public void write(String value) {
        secret = value;
    }

    /** From now on each request that is signed in time is refused with this code, as {@code ThrottlingException}; none if empty. */
    public void refuse(String code) {
        refusal = code;
    }

    /** Requests that were signed too far away from its time. */
    public int late() {
        return late.get();
    }

    /** Requests that were refused with the code it was told. */
    public int refused() {
        return refused.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The end, or the client has hung up.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        Instant signed = Instant.EPOCH;
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.regionMatches(true, 0, "X-Amz-Date:", 0, 11)) {
                signed = LocalDateTime.parse(value, SIGNED).toInstant(ZoneOffset.UTC);
            } else if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(value);
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        Instant now = Instant.now().plus(ahead);
        String wrong = refusal;
        if (Duration.between(signed, now).abs().compareTo(ALLOWED) >= 0) {
            wrong = "InvalidSignatureException";
            late.incrementAndGet();
        } else if (!wrong.isEmpty()) {
            refused.incrementAndGet();
        }
        String body = wrong.isEmpty()
                ? "{\"ARN\":\"arn:aws:secretsmanager:eu-central-1:1:secret:a-AbCdEf\",\"Name\":\"prod/db\","
                        + "\"VersionId\":\"v-" + secret.hashCode() + "\",\"SecretString\":\"" + secret + "\"}"
                : "{\"__type\":\"" + wrong + "\",\"message\":\"no\"}";
        String date = tellsItsTime
                ? "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)) + "\r\n"
                : "";
        String head = "HTTP/1.1 " + (wrong.isEmpty() ? "200 OK" : "400 Bad Request") + "\r\n" + date
                + "Content-Type: application/x-amz-json-1.1\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        connection.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
