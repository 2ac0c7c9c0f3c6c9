/** How the examples are run: by their tests and by the demo. */
package ai.honeyhive.examples.shared.run;
