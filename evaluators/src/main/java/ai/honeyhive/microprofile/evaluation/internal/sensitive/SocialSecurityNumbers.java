/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Social security numbers of the United States with equal separators: the area is neither 000, 666 nor from 900, group
 * and serial are not zero (ssa.gov). There is no check digit; nine digits without separators are not told apart.
 */
public final class SocialSecurityNumbers {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9-])(?!000|666|9)[0-9]{3}([-. ])(?!00)[0-9]{2}\\1(?!0000)[0-9]{4}(?![0-9-])");

    private SocialSecurityNumbers() {}

    public static List<Finding> find(String text) {
        List<Finding> findings = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            findings.add(new Finding(matcher.start(), matcher.end(), "ssn"));
        }
        return findings;
    }
}
