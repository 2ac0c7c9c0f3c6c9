/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command, its one operand and its options. An option may stand there more than once. */
record Arguments(String command, @Nullable String operand, List<String[]> options, boolean json) {

    private static final Set<String> KNOWN =
            Set.of("--key", "--anchored", "--seq", "--private", "--public", "--hash-key");

    static Arguments parse(String[] args) throws UsageException {
        if (args.length == 0) {
            throw new UsageException("Name a command");
        }
        List<String[]> options = new ArrayList<>();
        String operand = null;
        boolean json = false;
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--json")) {
                json = true;
            } else if (KNOWN.contains(args[i]) && i + 1 < args.length) {
                options.add(new String[] {args[i], args[++i]});
            } else if (!args[i].startsWith("--") && operand == null) {
                operand = args[i];
            } else {
                throw new UsageException("There is no option " + args[i] + ", or its value is missing");
            }
        }
        return new Arguments(args[0], operand, List.copyOf(options), json);
    }

    String requireOperand(String what) throws UsageException {
        if (operand == null) {
            throw new UsageException("Name " + what);
        }
        return operand;
    }

    List<String> all(String name) {
        return options.stream()
                .filter(option -> option[0].equals(name))
                .map(option -> option[1])
                .toList();
    }

    String require(String name) throws UsageException {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new UsageException("Give option " + name + " once");
        }
        return values.get(0);
    }
}
