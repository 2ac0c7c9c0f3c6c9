/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command, its options and files. */
record Arguments(String command, Map<String, String> options, List<String> files) {

    private static final Set<String> KNOWN = Set.of("--keys", "--id", "--property", "--config");

    static Arguments parse(String[] args) throws UsageException {
        if (args.length == 0) {
            throw new UsageException("Name a command");
        }
        Map<String, String> options = new HashMap<>();
        List<String> files = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                files.add(args[i]);
            } else if (KNOWN.contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                throw new UsageException("There is no option " + args[i] + ", or its value is missing");
            }
        }
        return new Arguments(args[0], Map.copyOf(options), List.copyOf(files));
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    String require(String name) throws UsageException {
        return option(name).orElseThrow(() -> new UsageException("Option " + name + " is missing"));
    }
}
