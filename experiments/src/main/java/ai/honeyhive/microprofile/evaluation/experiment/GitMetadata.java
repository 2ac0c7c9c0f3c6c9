/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What git says of the working directory. Empty without git, and with {@code HONEYHIVE_TELEMETRY=false}. */
final class GitMetadata {

    private static final long SECONDS = 5;

    private GitMetadata() {}

    static Map<String, String> read(Path directory) {
        Map<String, String> git = new LinkedHashMap<>();
        if ("false".equalsIgnoreCase(System.getenv("HONEYHIVE_TELEMETRY"))) {
            return git;
        }
        String commit = git(directory, "rev-parse", "HEAD");
        if (commit == null || commit.isEmpty()) {
            return git;
        }
        git.put("commit_hash", commit);
        put(git, "branch", git(directory, "rev-parse", "--abbrev-ref", "HEAD"));
        String remote = git(directory, "config", "--get", "remote.origin.url");
        if (remote != null && !remote.isEmpty()) {
            put(git, "repo_url", withoutCredentials(remote));
        }
        String status = git(directory, "status", "--porcelain", "--untracked-files=no");
        if (status != null) {
            git.put("uncommitted_changes", String.valueOf(!status.isEmpty()));
        }
        put(git, "relative_path", git(directory, "rev-parse", "--show-prefix"));
        return git;
    }

    private static void put(Map<String, String> git, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            git.put(name, value);
        }
    }

    /** A remote may hold a token: https://user:token@host/…, also with more after it than the host. */
    static String withoutCredentials(String remote) {
        return remote.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/]*@", "$1").replaceFirst("[?#].*$", "");
    }

    private static @Nullable String git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readNBytes(64 * 1024), StandardCharsets.UTF_8);
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? answer.strip() : null;
        } catch (IOException e) {
            return null; // no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
