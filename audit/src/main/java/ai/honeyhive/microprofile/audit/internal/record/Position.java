/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

/**
 * Where a log stands.
 *
 * @param log its id
 * @param sequence the number of its last record, 0 before the first
 * @param hash the last record's hash
 * @param checkpoints how many checkpoints it has
 * @param checkpointHash the hash of the last checkpoint's line, in hexadecimal; empty before the first
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two, and nobody changes one.
public record Position(String log, long sequence, byte[] hash, long checkpoints, String checkpointHash) {

    /** Before the first record. */
    public static Position start(String log) {
        return new Position(log, 0, new Hashes().genesis(log), 0, "");
    }

    public Position afterRecord(byte[] nextHash) {
        return new Position(log, sequence + 1, nextHash, checkpoints, checkpointHash);
    }

    public Position afterCheckpoint(String nextHash) {
        return new Position(log, sequence, hash, checkpoints + 1, nextHash);
    }
}
