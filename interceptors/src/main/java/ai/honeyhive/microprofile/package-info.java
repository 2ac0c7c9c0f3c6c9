/* SPDX-License-Identifier: Apache-2.0 */
/** What a user of HoneyHive for Jakarta EE and MicroProfile types: annotations and their programmatic twin. */
@NullMarked
package ai.honeyhive.microprofile;

import org.jspecify.annotations.NullMarked;
