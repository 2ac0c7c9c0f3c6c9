/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

/**
 * A property and where its value is.
 *
 * @param property the property's name
 * @param reference where its value is
 * @param required whether the application must not start without it
 */
public record Mapping(String property, Reference reference, boolean required) {}
