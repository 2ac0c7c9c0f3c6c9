/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import ai.honeyhive.microprofile.audit.AuditRecord;
import ai.honeyhive.microprofile.audit.AuditSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TLS (RFC 5425), TLS 1.2 or later, with the server's name checked against its certificate. The protocol has
 * no acknowledgement: what the server received and lost before it stored it, nobody is told. Used by one thread.
 */
public final class SyslogSink implements AuditSink {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final String host;
    private final int port;
    private final @Nullable Path authorities;
    private final String application;
    private final String instance;
    private volatile @Nullable SSLSocket socket;

    /**
     * Connects with the first record.
     *
     * @param authorities certificates in PEM that are trusted; null for those of the JDK
     */
    public SyslogSink(String host, int port, @Nullable Path authorities, String application, String instance) {
        this.host = host;
        this.port = port;
        this.authorities = authorities;
        this.application = application;
        this.instance = instance;
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void write(List<AuditRecord> records) throws IOException, GeneralSecurityException {
        try {
            SSLSocket connected = connected();
            OutputStream out = new BufferedOutputStream(connected.getOutputStream(), 64 * 1024);
            for (AuditRecord record : records) {
                out.write(SyslogMessage.framed(
                        record, instance, application, ProcessHandle.current().pid()));
            }
            out.flush();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private SSLSocket connected() throws IOException, GeneralSecurityException {
        SSLSocket open = socket;
        if (open != null && !hasEnded(open)) {
            return open;
        }
        close();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            SSLSocket secure =
                    (SSLSocket) Trust.in(authorities).getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secure.setSSLParameters(parameters);
            secure.setSoTimeout(TIMEOUT_MILLIS);
            secure.startHandshake();
            socket = secure;
            return secure;
        } catch (IOException | GeneralSecurityException e) {
            plain.close();
            throw e;
        }
    }

    /** A server that has hung up is noticed by reading: the first write after it would vanish without an error. */
    private static boolean hasEnded(SSLSocket open) {
        try {
            open.setSoTimeout(1);
            return open.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        SSLSocket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
