/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/** Many threads that do nothing but look one property up, until each of them has seen it change. */
@Path("/storm")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class StormResource {

    private static final int THREADS = 64;
    private static final int SAMPLES = 20_000;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    @Inject
    Config config;

    private final List<Future<Calls>> running = new ArrayList<>();

    /** What a thread has met: how often it was held up, and the durations of its last calls. */
    private record Calls(long heldUp, boolean changed, List<Long> nanos) {}

    /** Begins, and answers as soon as all threads are at it. */
    @GET
    @Path("begin")
    public synchronized String begin(@QueryParam("name") String name) throws InterruptedException {
        String before = config.getValue(name, String.class);
        CountDownLatch warm = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        running.clear();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> lookUp(name, before, warm)));
        }
        threads.shutdown();
        warm.await();
        return "begun";
    }

    /** Waits for the end: how many threads have seen the change, how often any was held up, and the 99th percentile. */
    @GET
    @Path("end")
    public synchronized String end() throws Exception {
        long changed = 0;
        long heldUp = 0;
        List<Long> all = new ArrayList<>();
        for (Future<Calls> future : running) {
            Calls calls = future.get();
            changed += calls.changed ? 1 : 0;
            heldUp += calls.heldUp;
            all.addAll(calls.nanos);
        }
        Collections.sort(all);
        return changed + " changed, " + heldUp + " held up, p99 " + all.get((int) (all.size() * 0.99)) + " ns of "
                + all.size() + " calls";
    }

    private Calls lookUp(String name, String before, CountDownLatch warm) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            config.getValue(name, String.class);
        }
        warm.countDown();
        warm.await();
        long begin = System.nanoTime();
        long heldUp = heldUp();
        long[] nanos = new long[SAMPLES];
        int calls = 0;
        int pauses = 0;
        boolean changed = false;
        while (!changed && System.nanoTime() - begin < LONGEST_NANOS) {
            long start = System.nanoTime();
            changed = !config.getValue(name, String.class).equals(before);
            nanos[calls++ % SAMPLES] = System.nanoTime() - start;
            if (calls % 10 == 0) {
                // The store's thread needs its turn, too.
                Thread.sleep(1);
                pauses++;
            }
        }
        return new Calls(
                heldUp() - heldUp - pauses,
                changed,
                Arrays.stream(nanos, 0, Math.min(calls, SAMPLES)).boxed().toList());
    }

    /** How often this thread has waited for a lock or for another thread. */
    private static long heldUp() {
        ThreadInfo thread = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return thread.getBlockedCount() + thread.getWaitedCount();
    }
}
