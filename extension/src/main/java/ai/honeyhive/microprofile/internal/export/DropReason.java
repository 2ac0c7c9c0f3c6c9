/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

/** Why a record never arrived, or may not have arrived. Every loss has exactly one of these. */
public enum DropReason {
    /** The queue was full: of standard records the newest goes first, critical ones go last. */
    QUEUE_FULL("the queue was full"),
    /** The server refused the content (400, or another 4xx that says it will never like it). */
    REJECTED("the server refused the content"),
    /** The server took the request and said that it left some of its spans out. */
    PARTLY_REJECTED("the server left them out of a request it took"),
    /** The key was refused (401, 403), or there was none. */
    UNAUTHORIZED("the key was refused"),
    /** Nothing is there (404): a wrong host or path, or a refused key that the server does not want to admit. */
    NOT_FOUND("nothing answers at this address, or the key was refused"),
    /** The server wants us elsewhere (3xx). We never take a key to another place. */
    REDIRECTED("the server redirected, which is never followed"),
    /** The record alone is more than the server (413) or the whole queue takes. */
    TOO_LARGE("too large"),
    /** Sent whole, and no answer within the timeout: it may be stored, and sending it again could store it twice. */
    TIMEOUT_AFTER_SEND("sent, but not answered in time; may be stored"),
    /** The process or the application went down first. */
    SHUTDOWN("shut down first"),
    /** A station or the encoder threw on this record. */
    ENCODING("could not be processed");

    private final String text;

    DropReason(String text) {
        this.text = text;
    }

    /** The reason as half a sentence for people. */
    public String text() {
        return text;
    }
}
