/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.RelevanceScore;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small handbook about MicroProfile and observability, searched by meaning. The embedding model is a real one,
 * all-MiniLM-L6-v2, and runs inside this process; its weights come in a jar.
 */
@ApplicationScoped
public class Handbook {

    private List<Passage> passages = List.of();
    private List<Embedding> vectors = List.of();
    private EmbeddingModel model;

    @PostConstruct
    void load() {
        // The tokenizer's library would otherwise ask the network whether it runs in a cloud.
        System.setProperty("ai.djl.offline", "true");
        model = embeddingModel();
        passages = HandbookPages.read();
        vectors = model.embedAll(passages.stream()
                        .map(passage -> TextSegment.from(passage.source() + "\n" + passage.text()))
                        .toList())
                .content();
    }

    /**
     * Its native library can be loaded by one class loader only, and a server makes one for each deployment: so each gets a copy, which
     * is not needed once it is loaded.
     */
    private static EmbeddingModel embeddingModel() {
        try {
            Path copies = Files.createTempDirectory("handbook");
            System.setProperty("ENGINE_CACHE_DIR", copies.toString());
            EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
            try (Stream<Path> files = Files.walk(copies)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void atStart(@Observes Startup event) {
        // To observe is enough: the handbook is loaded now, and no visitor waits for it.
    }

    /**
     * The passages that come nearest to a question, the nearest first.
     *
     * @param most the most passages to return
     */
    public List<Passage> search(String question, int most) {
        Embedding wanted = model.embed(question).content();
        return IntStream.range(0, passages.size())
                .mapToObj(i -> passages.get(i).scored(nearness(wanted, vectors.get(i))))
                .sorted(Comparator.comparingDouble(Passage::score).reversed())
                .limit(most)
                .toList();
    }

    /** The vectors of texts, by the model that searches too. */
    public List<float[]> embed(List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(Embedding::vector)
                .toList();
    }

    /** The titles of the pages on which a term occurs, in either case. */
    public List<String> pagesMentioning(String term) {
        String wanted = term.toLowerCase(Locale.ROOT);
        return passages.stream()
                .filter(passage -> (passage.page() + " " + passage.heading() + " " + passage.text())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .map(Passage::page)
                .distinct()
                .toList();
    }

    private static double nearness(Embedding a, Embedding b) {
        return RelevanceScore.fromCosineSimilarity(CosineSimilarity.between(a, b));
    }
}
