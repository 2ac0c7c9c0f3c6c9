/* SPDX-License-Identifier: Apache-2.0 */
/** HTTP: ingestion, HoneyHive's REST calls, the read API and the page. */
@NullMarked
package ai.honeyhive.microprofile.console.web;

import org.jspecify.annotations.NullMarked;
