/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import ai.honeyhive.microprofile.evaluation.internal.retrieval.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Values that others have published, and ours. */
public final class PublishedValues {

    /**
     * One value.
     *
     * @param tolerance half a unit of the last digit that was published, or what the source's own test allows
     */
    public record Row(String metric, String on, String source, double published, double tolerance, double ours) {}

    private static final String ROUGE = "google-research `rouge_scorer_test.py`";
    private static final String SACREBLEU = "sacrebleu `test/`";
    private static final String TREC = "trec_eval `out.test.aq`";
    private static final String TEXTSTAT = "textstat `tests/`";

    private static final List<String> TARGET = List.of(
            "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,yz'RBr"
                    + " q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L",
            "KsJdPByEtAor fE-Qg Dpdbring cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMtion psing sbKao Q m qiing LMmer"
                    + " HqqLFXe,XPY,J XsurkMer ,ed nB'wH'bWVHjWFEing tQ.saefZwJtKrTlixYpMMsJing UCAPwNHeYVjDing c T"
                    + " BUySKtion gMPfJpwGw p'NvxAoping eu pBwMBKV'I DNxqelhu,PHPxDEq,mtion SN");
    private static final List<String> PREDICTION = List.of(
            "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi",
            "n cw-WeFyu vC MoBL Xdn g wkvcEiGvKtion BDFhrpMer pstion sbKao Q m qier LMmed HqqLFXe,XPY,J XsurkMeo ,ed"
                    + " nB'wH'bWVHjWFEer tQ.saefZwJtKrTlixYpMMNJtion UCAPwNHeYVjD");

    private final List<Row> rows = new ArrayList<>();

    private PublishedValues() {}

    public static List<Row> all() {
        PublishedValues values = new PublishedValues();
        values.rouge();
        values.bleu();
        values.chrf();
        values.squad();
        values.retrieval();
        values.readability();
        return values.rows;
    }

    private void add(String metric, String on, String source, double published, double tolerance, double ours) {
        rows.add(new Row(metric, on, source, published, tolerance, ours));
    }

    private void rouge() {
        double[][] published = {
            {.68750, .40741, .51163, .53333, .30769, .39024}, {.65385, .40476, .50000, .48000, .29268, .36364}
        };
        for (int line = 0; line < 2; line++) {
            String on = "testdata, line " + (line + 1);
            Score one = Rouge.n(1, TARGET.get(line), PREDICTION.get(line));
            Score two = Rouge.n(2, TARGET.get(line), PREDICTION.get(line));
            Score l = Rouge.l(TARGET.get(line), PREDICTION.get(line));
            double[] p = published[line];
            add("ROUGE-1 precision", on, ROUGE, p[0], 5e-6, one.precision());
            add("ROUGE-1 recall", on, ROUGE, p[1], 5e-6, one.recall());
            add("ROUGE-1 F1", on, ROUGE, p[2], 5e-6, one.f1());
            add("ROUGE-2 precision", on, ROUGE, p[3], 5e-6, two.precision());
            add("ROUGE-2 recall", on, ROUGE, p[4], 5e-6, two.recall());
            add("ROUGE-2 F1", on, ROUGE, p[5], 5e-6, two.f1());
            add("ROUGE-L precision", on, ROUGE, p[0], 5e-6, l.precision());
            add("ROUGE-L recall", on, ROUGE, p[1], 5e-6, l.recall());
            add("ROUGE-L F1", on, ROUGE, p[2], 5e-6, l.f1());
        }
        add(
                "ROUGE-L F1",
                "testing one two / testing two",
                ROUGE,
                0.8,
                1e-12,
                Rouge.l("testing one two", "testing two").f1());
        Score sum = Rouge.lSum("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5");
        add("ROUGE-Lsum precision", "w1 … w5", ROUGE, 0.4, 1e-12, sum.precision());
        add("ROUGE-Lsum recall", "w1 … w5", ROUGE, 0.8, 1e-12, sum.recall());
        add("ROUGE-Lsum F1", "w1 … w5", ROUGE, 0.5333, 5e-4, sum.f1());
    }

    private void bleu() {
        List<String> outputs = List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
        List<List<String>> references = List.of(
                List.of("The dog bit the man.", "The dog had bit the man."),
                List.of("It was not unexpected.", "No one was surprised."),
                List.of("The man bit him first.", "The man had bitten the dog."));
        Bleu.Counts corpus = Bleu.count(outputs.get(0), references.get(0))
                .plus(Bleu.count(outputs.get(1), references.get(1)))
                .plus(Bleu.count(outputs.get(2), references.get(2)));
        add("BLEU, corpus", "README, 3 sentences, 13a", SACREBLEU, 48.530827, 1e-6, corpus.score(false));
        add(
                "BLEU, sentence",
                "README, 1st sentence",
                SACREBLEU,
                100,
                1e-9,
                Bleu.count(outputs.get(0), references.get(0)).score(true));
    }

    private void chrf() {
        chrf("a", "a", 100);
        chrf("aa", "ab", 25);
        chrf("a b c", "abc", 100);
        chrf("", "reference", 0);
    }

    private void chrf(String output, String expected, double published) {
        add(
                "chrF, β = 3",
                "\"" + output + "\" / \"" + expected + "\"",
                SACREBLEU,
                published,
                1e-4,
                ChrF.score(output, List.of(expected), 3));
    }

    private void squad() {
        String source = "huggingface/evaluate `metrics/squad`";
        add(
                "token F1",
                "Beyonce / Beyoncé and Bruno Mars",
                source,
                0,
                0,
                Squad.tokens("Beyoncé and Bruno Mars", "Beyonce").f1());
        add(
                "token F1",
                "the 1976 / 1976",
                source,
                1,
                0,
                Squad.tokens("1976", "the 1976").f1());
    }

    private void readability() {
        Map<String, Object> texts = Reference.object(Reference.text("textstat.json"));
        readability("short", (String) texts.get("short"), 4.62, 6.12, 25.0);
        readability("easy", (String) texts.get("easy"), 3.575, 5.4, 22.131);
        readability("punctuation", (String) texts.get("punct"), 5.82, 6.249, 23.808);
        readability("long", (String) texts.get("long"), 11.408, 9.134, 42.581);
    }

    private void readability(String on, String text, double ari, double colemanLiau, double lix) {
        Readability counts = Readability.of(text);
        add("automated readability index", on, TEXTSTAT, ari, 5e-4, counts.automatedReadabilityIndex());
        // textstat multiplies by .058 where Coleman and Liau published .0588
        double withTheirs = counts.colemanLiau() - 0.08 * counts.letters() / counts.words();
        add("Coleman–Liau with textstat's .058", on, TEXTSTAT, colemanLiau, 5e-4, withTheirs);
        add("LIX", on, TEXTSTAT, lix, 5e-4, counts.lix());
    }

    private void retrieval() {
        Map<String, Map<String, Integer>> judged = new TreeMap<>();
        Reference.text("qrels.test")
                .lines()
                .map(line -> line.split("\\s+", -1))
                .forEach(row -> judged.computeIfAbsent(row[0], topic -> new LinkedHashMap<>())
                        .put(row[2], Integer.parseInt(row[3])));
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        Reference.text("results.test")
                .lines()
                .map(line -> line.split("\\s+", -1))
                .forEach(row -> scores.computeIfAbsent(row[0], topic -> new LinkedHashMap<>())
                        .put(row[2], (double) Float.parseFloat(row[4])));
        Map<String, Ranking> rankings = new TreeMap<>();
        scores.forEach((topic, run) -> rankings.put(topic, new Ranking(Trec.ranked(run), judged.get(topic))));
        Map<String, ToDoubleFunction<Ranking>> measures = new LinkedHashMap<>();
        measures.put("map", ranking -> ranking.averagePrecision(Integer.MAX_VALUE));
        measures.put("map_cut_10", ranking -> ranking.averagePrecision(10));
        measures.put("recip_rank", Ranking::reciprocalRank);
        measures.put("P_5", ranking -> ranking.precision(5));
        measures.put("P_10", ranking -> ranking.precision(10));
        measures.put("P_100", ranking -> ranking.precision(100));
        measures.put("recall_10", ranking -> ranking.recall(10));
        measures.put("recall_100", ranking -> ranking.recall(100));
        measures.put("success_5", ranking -> ranking.hits(5) > 0 ? 1 : 0);
        measures.put("success_10", ranking -> ranking.hits(10) > 0 ? 1 : 0);
        measures.put("ndcg", ranking -> ranking.ndcg(Integer.MAX_VALUE));
        measures.put("ndcg_cut_5", ranking -> ranking.ndcg(5));
        measures.put("ndcg_cut_10", ranking -> ranking.ndcg(10));
        measures.put("ndcg_cut_100", ranking -> ranking.ndcg(100));
        Map<String, Double> published = Trec.published(Reference.text("out.test.aq"));
        measures.forEach((name, measure) -> {
            rankings.forEach((topic, ranking) -> add(
                    name,
                    "topic " + topic,
                    TREC,
                    published.get(name + " " + topic),
                    5.001e-5,
                    measure.applyAsDouble(ranking)));
            double mean =
                    rankings.values().stream().mapToDouble(measure).average().orElseThrow();
            add(name, "all topics", TREC, published.get(name + " all"), 5.001e-5, mean);
        });
    }
}
