/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. On loopback everybody who calls it by a loopback name: a page on the internet that points its own
 * name at 127.0.0.1 does not. With a token everybody who shows it.
 */
public final class Guard {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final String COOKIE = "honeyhive_console_token";

    private final @Nullable String token;
    private final Set<String> names;

    private Guard(@Nullable String token, Set<String> names) {
        this.token = token;
        this.names = names;
    }

    /**
     * The guard of a console.
     *
     * @param token what every caller must show, {@code null} for none
     * @param host the address that the console listens on
     */
    public static Guard of(@Nullable String token, String host) {
        Set<String> names = new HashSet<>();
        if (token == null) {
            names.addAll(LOOPBACK_NAMES);
            names.add(host.toLowerCase(Locale.ROOT));
        }
        return new Guard(token, names);
    }

    /** The answer to a request that must not go further. */
    Optional<Answer> refuse(Request request) {
        String name = Request.getServerName(request);
        if (!names.isEmpty() && (name == null || !isLoopback(name))) {
            return Optional.of(Answer.error(421, "the console answers to " + LOOPBACK_NAMES + " only"));
        }
        return signIn(request);
    }

    private boolean isLoopback(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return names.contains(lower) || lower.endsWith(".localhost");
    }

    /** Turns a token in the link, which is how a person brings it, into a cookie and a clean address. */
    private Optional<Answer> signIn(Request request) {
        if (token == null || !"/".equals(request.getHttpURI().getPath())) {
            return Optional.empty();
        }
        String given = Request.extractQueryParameters(request).getValue("token");
        if (given == null
                || !Credentials.parse("Bearer " + given)
                        .filter(key -> key.is(token))
                        .isPresent()) {
            return Optional.empty();
        }
        String cookie = COOKIE + "=" + given + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000";
        return Optional.of(new Answer(303, "", new byte[0], Map.of("Location", "/", "Set-Cookie", cookie)));
    }

    /** Checks the key or token that a route asks for. */
    void check(Route route, Call call) throws HttpError {
        Optional<Credentials> credentials = call.credentials();
        if (token != null
                && credentials.filter(key -> key.is(token)).isEmpty()
                && !(route.access() == Route.Access.READER && hasCookie(call))) {
            throw new HttpError(401, "this console wants its token: as bearer key, or once as /?token=… in a browser");
        }
        if (route.access() == Route.Access.KEY && credentials.isEmpty()) {
            throw new HttpError(401, "Authorization: Bearer <key> is missing; the local console takes any key");
        }
    }

    private boolean hasCookie(Call call) {
        for (HttpCookie cookie : call.cookies()) {
            if (cookie.getName().equals(COOKIE)
                    && Credentials.parse("Bearer " + cookie.getValue())
                            .filter(key -> key.is(String.valueOf(token)))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
