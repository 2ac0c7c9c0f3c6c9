/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.wire.WireSpan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The writing half of the store. Every write is one transaction, and writes are one at a time: what a request brought
 * is readable, whole, when it has been answered. Thread-safe.
 */
public final class Store {
    private final Database database;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong revision = new AtomicLong();
    private long nextRow;

    /** @throws SQLException if the database cannot be read */
    public Store(Database database) throws SQLException {
        this.database = database;
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT GREATEST((SELECT COALESCE(MAX(id), 0) FROM request),"
                        + " (SELECT COALESCE(MAX(id), 0) FROM span), (SELECT COALESCE(MAX(id), 0) FROM event))")) {
            rows.next();
            nextRow = rows.getLong(1) + 1;
        }
    }

    /** Grows with every change: a reader that sees the same number needs to ask for nothing else. */
    public long revision() {
        return revision.get();
    }

    /** Keeps a request that brought no events, refused ones among them. */
    public void add(Request request) throws SQLException {
        write(transaction -> transaction.request(request));
    }

    /** Keeps a request with the events that it brought. */
    public List<String> add(Request request, List<NewEvent> events) throws SQLException {
        return write(transaction -> {
            long id = transaction.request(request);
            return transaction.events(id, request, events);
        });
    }

    /** Starts a session, or changes it where it exists: HoneyHive's call is idempotent. */
    public void startSession(Request request, NewEvent session, EventChange change) throws SQLException {
        write(transaction -> {
            long id = transaction.request(request);
            if (!transaction.update(session.event().sessionId(), change)) {
                transaction.events(id, request, List.of(session));
            }
            return id;
        });
    }

    /** Keeps a request to the test sink with its spans; they never become events. */
    public void addToSink(Request request, List<WireSpan> spans) throws SQLException {
        write(transaction -> {
            long id = transaction.request(request);
            transaction.sinkSpans(id, request, spans);
            return id;
        });
    }

    /**
     * Replaces the document of an event.
     *
     * @return false if there is no such event
     */
    public boolean update(Request request, String eventId, EventChange change) throws SQLException {
        return write(transaction -> {
            transaction.request(request);
            return transaction.update(eventId, change);
        });
    }

    /**
     * Writes a run of an experiment.
     *
     * @param change makes of what there is what there shall be; empty changes nothing
     * @return what there is now
     */
    public Optional<ObjectNode> changeRun(
            Request request, String id, Function<Optional<ObjectNode>, Optional<ObjectNode>> change)
            throws SQLException {
        return write(transaction -> {
            transaction.request(request);
            return transaction.changeRun(id, change);
        });
    }

    /**
     * Forgets a run; its sessions stay.
     *
     * @return false if there is no such run
     */
    public boolean deleteRun(Request request, String id) throws SQLException {
        return write(transaction -> {
            transaction.request(request);
            return transaction.deleteRun(id);
        });
    }

    /** Keeps how a tracer stands. */
    public void report(long receivedAt, ObjectNode report) throws SQLException {
        write(transaction -> {
            transaction.report(receivedAt, report);
            return 0;
        });
    }

    /** Forgets everything. */
    public void clear() throws SQLException {
        write(transaction -> {
            transaction.clear();
            return 0;
        });
    }

    /**
     * Forgets everything received before a moment, and then the oldest until a tenth below a size. Sessions go with
     * their last event.
     */
    void forget(long before, long maxBytes) throws SQLException {
        long cutoff;
        try (Connection connection = database.connection()) {
            cutoff = Math.max(before, StoreSize.cutoff(connection, maxBytes));
            if (StoreSize.oldest(connection) >= cutoff) {
                return;
            }
        }
        write(transaction -> {
            transaction.forgetBefore(cutoff);
            return 0;
        });
    }

    /** What is done inside one transaction. */
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    private <T> T write(Work<T> work) throws SQLException {
        writing.lock();
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            Transaction transaction = new Transaction(connection, nextRow);
            T result;
            try {
                result = work.in(transaction);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
            nextRow = transaction.nextRow();
            revision.incrementAndGet();
            return result;
        } finally {
            writing.unlock();
        }
    }
}
