/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** Both service files are there, as in the jar: the portable extension does the work, the other one is passed over. */
class PortableExtensionTest extends ExtensionContract {

    @Override
    Weld weld() {
        return new Weld();
    }

    /** Weld has a rule of its own for final methods, which must not come first. */
    @Test
    void final_method_is_reported_together_with_the_others() {
        assertThatThrownBy(() -> start(UnsoundBeans.Final.class, UnsoundBeans.Members.class)
                        .close())
                .hasMessageContaining("HoneyHive found 2 problems")
                .hasMessageContaining("HONEYHIVE-001 " + UnsoundBeans.Final.class.getName() + ".fixed()");
    }
}
