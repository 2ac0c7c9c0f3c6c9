/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * How the objects of a class are written.
 *
 * @param form what is to be done
 * @param properties the properties of a {@link Form#BEAN}, else none
 * @param placeholder what stands for an object of {@link Form#OPAQUE}
 */
record Shape(Form form, List<Property> properties, String placeholder) {

    enum Form {
        /** By its {@code toString}. */
        TEXT,
        /** Its {@code toString} is JSON. */
        JSON,
        MAP,
        COLLECTION,
        ARRAY,
        OPTIONAL,
        /** By its properties. */
        BEAN,
        /** Not at all: to touch it has effects, or costs more than it tells. */
        OPAQUE
    }

    /**
     * A property of a record or bean.
     *
     * @param getter of the type {@code (Object)Object}
     */
    record Property(String name, MethodHandle getter) {}

    static Shape of(Form form, Class<?> type) {
        return new Shape(form, List.of(), "<" + type.getTypeName() + ">");
    }
}
