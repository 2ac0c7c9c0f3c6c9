/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How much is kept, and since when. */
final class StoreSize {
    /**
     * Kept rows with their sizes, by conditions that indexes alone answer: the rows themselves are wide. Of a request only
     * its headers count, which are about a kilobyte.
     */
    private static final String ROWS = " FROM (SELECT received_at, bytes FROM span WHERE received_at >= 0 UNION ALL"
            + " SELECT received_at, bytes FROM event WHERE received_at >= 0 UNION ALL SELECT received_at, 1000 FROM request) kept";

    /** From each index its first entry. */
    private static final String OLDEST =
            "SELECT MIN(oldest) FROM (SELECT MIN(received_at) AS oldest FROM span UNION ALL"
                    + " SELECT MIN(received_at) FROM event UNION ALL SELECT MIN(received_at) FROM request) kept";

    private StoreSize() {}

    /** The moment of the oldest row, the end of time where there is none. */
    static long oldest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            long oldest = rows.getLong(1);
            return rows.wasNull() ? Long.MAX_VALUE : oldest;
        }
    }

    /** The moment before which to forget, so that a tenth below the limit is left; 0 where all fits. */
    static long cutoff(Connection connection, long maxBytes) throws SQLException {
        long surplus = number(connection, "SELECT COALESCE(SUM(bytes), 0)" + ROWS) - maxBytes;
        if (surplus <= 0) {
            return 0;
        }
        long toForget = surplus + maxBytes / 10;
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT received_at, SUM(bytes)" + ROWS + " GROUP BY received_at ORDER BY received_at");
                ResultSet rows = query.executeQuery()) {
            long cutoff = 0;
            while (toForget > 0 && rows.next()) {
                toForget -= rows.getLong(2);
                cutoff = rows.getLong(1) + 1;
            }
            return cutoff;
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
