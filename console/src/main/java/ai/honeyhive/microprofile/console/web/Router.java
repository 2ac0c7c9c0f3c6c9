/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import ai.honeyhive.microprofile.console.store.Store;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Finds the route of a request, guards it, and turns whatever happens into an answer. */
public final class Router extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(Router.class.getPackageName());

    private final List<Route> routes;
    private final Guard guard;
    private final Budget budget;
    private final Store store;

    Router(List<Route> routes, Guard guard, Budget budget, Store store) {
        this.routes = List.copyOf(routes);
        this.guard = guard;
        this.budget = budget;
        this.store = store;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Answer> refused = guard.refuse(request);
        new BodyCollector(request, budget, refused.isEmpty(), body -> {
                    try (body) {
                        write(refused.orElseGet(() -> answer(request, body)), response, callback);
                    } catch (Throwable e) {
                        callback.failed(e);
                    }
                })
                .run();
        return true;
    }

    private static void write(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        SecurityHeaders.put(response);
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put("Content-Type", answer.contentType());
        }
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private Answer answer(Request request, Body body) {
        String path = request.getHttpURI().getPath();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        try {
            TreeSet<String> allowed = new TreeSet<>();
            for (Route route : routes) {
                Optional<List<String>> variables = route.match(path == null ? "" : path);
                if (variables.isPresent() && route.method().equals(method)) {
                    return run(
                            route, new Call(request, body, variables.get(), Request.extractQueryParameters(request)));
                }
                variables.ifPresent(found -> allowed.add(route.method()));
            }
            return unknown(new Call(request, body, List.of(), new Fields()), allowed);
        } catch (IllegalArgumentException e) {
            return Answer.error(400, "the path or the query is not decodable");
        }
    }

    private Answer unknown(Call call, SortedSet<String> allowed) {
        Answer answer = allowed.isEmpty()
                ? Answer.error(404, "no such path: see console/README.md for the paths that the console knows")
                : Answer.error(405, "this path takes " + allowed).with("Allow", String.join(", ", allowed));
        keep(call, answer.status(), "no such path");
        return answer;
    }

    private Answer run(Route route, Call call) {
        try {
            guard.check(route, call);
            return route.handler().handle(call);
        } catch (HttpError e) {
            return refused(route, call, e.status(), String.valueOf(e.getMessage()));
        } catch (SQLException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "A request to " + route.template() + " failed", e);
            return refused(route, call, 500, "the console failed: see its log");
        }
    }

    private Answer refused(Route route, Call call, int status, String message) {
        if (route.access() != Route.Access.READER) {
            keep(call, status, message);
        }
        Answer answer = Answer.error(status, message);
        return status == 503 ? answer.with("Retry-After", "1") : answer;
    }

    private void keep(Call call, int status, String message) {
        try {
            store.add(call.record(status, 0, message));
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A refused request could not be kept", e);
        }
    }
}
