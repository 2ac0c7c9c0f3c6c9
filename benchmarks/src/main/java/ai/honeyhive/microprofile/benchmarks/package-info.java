/* SPDX-License-Identifier: Apache-2.0 */
/** What tracing costs: JMH benchmarks, load programs, and the program that compares them with the targets. */
package ai.honeyhive.microprofile.benchmarks;
