/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a list of maps in YAML 1.2 with its JSON schema; duplicate keys and runaway aliases are refused. */
final class YamlRows {

    private YamlRows() {}

    static List<Row> read(String origin, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(origin).build();
        try {
            // The nodes know their lines, the values do not.
            Node root = new Compose(settings).composeString(text).orElse(null);
            if (root == null) {
                return List.of();
            }
            Object value = new Load(settings).loadFromString(text);
            if (!(root instanceof SequenceNode list) || !(value instanceof List<?> values)) {
                throw new IllegalArgumentException(origin + ", line " + line(root) + ": must be a list of rows");
            }
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                String place = "line " + line(list.getValue().get(i));
                rows.add(new Row(place, DatasetFiles.object(origin, place, values.get(i))));
            }
            return rows;
        } catch (MarkedYamlEngineException e) {
            // The message of the library quotes the content.
            String place = e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            throw new IllegalArgumentException(origin + place + ": not YAML: " + problem(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    origin + ": not YAML: " + e.getClass().getSimpleName());
        }
    }

    private static String problem(@Nullable String problem) {
        return problem == null ? "cannot be parsed" : problem;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
