/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Decides where a secret may travel. Addresses come from the configuration only; still, one that leads to a cloud's
 * metadata service, or that travels in clear, is refused: what is asked there is not a secret store, and what is sent there
 * is a token.
 */
public final class AddressGuard {

    /** The metadata service of Alibaba Cloud; those of all others are link-local, or in {@link #AWS_METADATA}. */
    private static final byte[] ALIBABA_METADATA = {100, 100, 100, (byte) 200};

    /** The metadata service of AWS in IPv6: fd00:ec2::254. */
    private static final byte[] AWS_METADATA = {
        (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
    };

    private AddressGuard() {}

    /**
     * Reads the address of a server.
     *
     * @param property where it is configured, for messages
     * @throws IllegalArgumentException if it is none, or not {@code https} and not of this machine
     */
    public static URI parse(String property, String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(property + " is no URL. Allowed is https://host:port.", e);
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || (!https && !http)) {
            throw new IllegalArgumentException(property + " is no URL of a server. Allowed is https://host:port.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(property + " must not hold a user, a query or a fragment.");
        }
        if (http && !isThisMachine(uri.getHost())) {
            throw new IllegalArgumentException(property
                    + " would send secrets in clear. Use https://; http:// is for this machine only (an agent).");
        }
        return uri;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /**
     * Looks the host up and refuses what it must not lead to.
     *
     * @throws IOException if the host is unknown, or leads to an address that no secret store has
     */
    static void check(URI uri) throws IOException {
        String host = uri.getHost();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("its host is unknown", e);
        }
        for (InetAddress address : addresses) {
            if (isRefused(address) || ("http".equalsIgnoreCase(uri.getScheme()) && !address.isLoopbackAddress())) {
                throw new IOException(
                        "its host leads to an address that is refused: link-local, multicast, unspecified or"
                                + " a metadata service, or, for http://, not this machine");
            }
        }
    }

    static boolean isRefused(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || Arrays.equals(bytes, ALIBABA_METADATA)
                || Arrays.equals(bytes, AWS_METADATA);
    }
}
