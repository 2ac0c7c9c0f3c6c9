/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Adds our log record processor. Apart from the customizer, since some servers hide these classes of the SDK. */
final class MessageLogs {

    private static final Logger LOG = Logger.getLogger(MessageLogs.class.getPackageName());

    private MessageLogs() {}

    static void register(AutoConfigurationCustomizer customizer) {
        customizer.addLoggerProviderCustomizer(MessageLogs::addProcessor);
    }

    private static SdkLoggerProviderBuilder addProcessor(SdkLoggerProviderBuilder builder, ConfigProperties ignored) {
        try {
            HoneyHiveRuntime runtime = Runtimes.forApplication();
            return runtime.mayRecord() ? builder.addLogRecordProcessor(new MessageLogProcessor(runtime)) : builder;
        } catch (Throwable fault) {
            LOG.log(
                    Level.WARNING,
                    "HoneyHive could not join the logs of the OpenTelemetry SDK: messages that an instrumentation writes"
                            + " as log records are missing at HoneyHive.",
                    fault);
            return builder;
        }
    }
}
