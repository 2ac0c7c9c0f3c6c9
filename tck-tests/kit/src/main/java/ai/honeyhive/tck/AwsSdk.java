/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The jars that an application with secrets in AWS brings along: they are on the class path of the module's tests. */
public final class AwsSdk {

    /** The credentials and how the SDK is told them, for the command line of the server. */
    public static final List<String> CREDENTIALS =
            List.of("-Daws.accessKeyId=AKIDEXAMPLE", "-Daws.secretAccessKey=the-key-of-an-example");

    private static final Pattern NEEDED =
            Pattern.compile("[\\\\/](software[\\\\/]amazon|org[\\\\/]reactivestreams|slf4j-api)[\\\\/]");

    private AwsSdk() {}

    /** The files; at least one. */
    public static List<File> jars() {
        List<File> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> NEEDED.matcher(entry).find())
                .map(entry -> Path.of(entry).toFile())
                .toList();
        if (jars.isEmpty()) {
            throw new IllegalStateException("The AWS SDK is not on the class path: it belongs into the module's pom");
        }
        return jars;
    }
}
