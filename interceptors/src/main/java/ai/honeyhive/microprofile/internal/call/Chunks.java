/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.encode.Encoding;
import ai.honeyhive.microprofile.internal.encode.Texts;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects a result that arrives in pieces, as long as it fits into an attribute: the text of those that are text, the JSON
 * of the others. Each is looked at when it arrives, since nobody knows what becomes of it afterwards. Thread-safe; never
 * throws.
 */
final class Chunks {

    private final RunningCall call;
    private final boolean wanted;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder json = new StringBuilder();
    private boolean started;
    private boolean cut;
    private @Nullable Object last;

    Chunks(RunningCall call) {
        this.call = call;
        this.wanted = Inputs.wanted(call.metadata().members().output(), call.settings());
    }

    synchronized void next(@Nullable Object chunk) {
        try {
            if (!started) {
                started = true;
                noteFirst();
            }
            if (chunk instanceof CharSequence part) {
                add(text, part);
            } else if (chunk != null) {
                last = call.recorder().results().reads(chunk) ? chunk : last;
                addJson(chunk);
            }
        } catch (Throwable fault) {
            call.recorder().faults().report("record a piece of a result", fault);
        }
    }

    private void noteFirst() {
        if (call.startTicks() != 0 && call.isRecording()) {
            double nanos = System.nanoTime() - call.startTicks();
            call.spanSink().put(GenAiAttributes.TIME_TO_FIRST_CHUNK, nanos / TimeUnit.SECONDS.toNanos(1));
            call.put(HoneyHiveAttributes.TIME_TO_FIRST_TOKEN, nanos / TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void add(StringBuilder collected, CharSequence part) {
        int room = call.settings().maxAttributeBytes() - collected.length();
        if (!wanted || part.length() == 0) {
            return;
        }
        if (room <= 0) {
            cut = true;
            return;
        }
        collected.append(part.length() <= room ? part : part.subSequence(0, room));
    }

    private void addJson(Object chunk) {
        if (!wanted || cut) {
            return;
        }
        Encoding encoding = call.recorder().inputs().borrow(call.settings());
        try {
            String element = encoding.json(chunk);
            if (json.length() + element.length() + 2 > call.settings().maxAttributeBytes()) {
                cut = true;
            } else {
                json.append(json.isEmpty() ? "[" : ",").append(element);
            }
        } finally {
            call.recorder().inputs().giveBack(encoding, call);
        }
    }

    /** What has been collected: the text, a JSON array, or {@code null} for nothing. */
    synchronized @Nullable String collected() {
        if (text.isEmpty() && json.isEmpty()) {
            return null;
        }
        String all = text.isEmpty() ? json + "]" : text.toString();
        String shortened = Texts.shorten(all, call.settings().maxAttributeBytes());
        cut |= shortened.length() != all.length();
        return shortened;
    }

    synchronized boolean hasText() {
        return !text.isEmpty();
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** The last piece that an extractor can read: providers tell about tokens at the end. */
    synchronized @Nullable Object last() {
        return last;
    }
}
