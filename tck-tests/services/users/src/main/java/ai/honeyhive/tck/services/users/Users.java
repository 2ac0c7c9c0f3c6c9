/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.users;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The users, in a database inside the process. */
@ApplicationScoped
public class Users {

    @Inject
    DataSource database;

    void fill(@Observes Startup start) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE users (name VARCHAR(40) PRIMARY KEY, plan VARCHAR(20) NOT NULL)");
            statement.execute("INSERT INTO users VALUES ('maria', 'premium'), ('jo', 'standard')");
        }
    }

    @LLMTraced(kind = Kind.TOOL, name = "find-plan")
    public String planOf(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT plan FROM users WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getString(1) : "unknown";
            }
        }
    }
}
