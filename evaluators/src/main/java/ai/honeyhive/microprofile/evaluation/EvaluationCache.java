/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps results by the content they judge; the least recently used leave first. Holds hashes, no samples, but
 * explanations may quote them. Only what was judged is kept: errors and abstentions are tried again. Thread-safe.
 */
public final class EvaluationCache {

    private final Map<String, Evaluation> entries;

    /** An empty cache for so many results. */
    public EvaluationCache(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a cache must hold at least one result, not " + size);
        }
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Evaluation> eldest) {
                return size() > size;
            }
        };
    }

    synchronized Optional<Evaluation> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(String key, Evaluation evaluation) {
        if (evaluation.status().isJudged()) {
            entries.put(key, evaluation);
        }
    }

    /** The number of results kept. */
    public synchronized int size() {
        return entries.size();
    }
}
