/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A batch of inserts into one table: values are given in the order of the columns. */
final class Insert implements AutoCloseable {
    private final PreparedStatement statement;
    private int column;

    Insert(Connection connection, String table, String... columns) throws SQLException {
        String marks = "?, ".repeat(columns.length - 1) + "?";
        statement = connection.prepareStatement(
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + marks + ")");
    }

    Insert text(String value) throws SQLException {
        statement.setString(++column, Columns.storable(value));
        return this;
    }

    /** Text for a column of limited width: cut, because what was received may be of any length. */
    Insert text(String value, int width) throws SQLException {
        return text(Columns.cut(value, width));
    }

    Insert number(long value) throws SQLException {
        statement.setLong(++column, value);
        return this;
    }

    Insert numberOrNull(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++column, Types.BIGINT);
            return this;
        }
        return number(value);
    }

    Insert real(double value) throws SQLException {
        statement.setDouble(++column, value);
        return this;
    }

    Insert bool(boolean value) throws SQLException {
        statement.setBoolean(++column, value);
        return this;
    }

    void add() throws SQLException {
        statement.addBatch();
        column = 0;
    }

    void run() throws SQLException {
        statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
