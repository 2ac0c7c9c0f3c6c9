/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;

/** An answer. Its body may hold secrets, and is in no text that this class makes. */
public final class Reply {

    private final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The body as JSON; an empty object where there is no body. */
    public JsonObject json() throws JsonException {
        return body.length == 0 ? JsonObject.EMPTY : JsonReader.readObject(body);
    }

    /** The body as JSON; an empty object where it is none. For what is only a hint. */
    public JsonObject jsonOrEmpty() {
        try {
            return json();
        } catch (JsonException e) {
            return JsonObject.EMPTY;
        }
    }

    /** The status only. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
