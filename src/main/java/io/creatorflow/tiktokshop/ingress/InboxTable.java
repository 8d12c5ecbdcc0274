package io.creatorflow.tiktokshop.ingress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes batches of webhooks into the inbox; one that is there already changes nothing. */
final class InboxTable {

    private static final String APPEND = """
            with fresh as (
              insert into inbox (day, body_sha256, event_type, shop_id, body)
              select day::date, body_sha256, event_type, shop_id, body
              from unnest(?::text[], ?::bytea[], ?::integer[], ?::text[], ?::bytea[])
                as received (day, body_sha256, event_type, shop_id, body)
              on conflict do nothing
              returning day, body_sha256)
            insert into inbox_waiting (day, body_sha256) select day, body_sha256 from fresh""";

    private final JdbcTemplate database;
    private final IngressMetrics metrics;

    InboxTable(JdbcTemplate database, IngressMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /**
     * Writes and commits a batch in one statement. When the database refuses a value in it, each row is written alone, so
     * that a bad one cannot fail its neighbours.
     *
     * @return for each row, in the same order, whether it is in the inbox now
     * @throws DataAccessException when the database cannot commit
     */
    List<Boolean> append(List<ReceivedWebhook> batch) {
        try {
            write(batch);
            return batch.stream().map(row -> true).toList();
        } catch (NonTransientDataAccessResourceException e) {
            throw e;
        } catch (NonTransientDataAccessException e) {
            return batch.size() == 1 ? List.of(false) : oneByOne(batch);
        }
    }

    private List<Boolean> oneByOne(List<ReceivedWebhook> batch) {
        List<Boolean> results = new ArrayList<>(batch.size());
        for (ReceivedWebhook row : batch) {
            try {
                write(List.of(row));
                results.add(true);
            } catch (DataIntegrityViolationException e) {
                results.add(false);
            }
        }
        return results;
    }

    private void write(List<ReceivedWebhook> batch) {
        List<ReceivedWebhook> rows =
                batch.stream().sorted(ReceivedWebhook.BY_KEY).toList();
        int appended = database.update(connection -> statement(connection, rows));
        metrics.committed(rows.size(), appended);
    }

    private static PreparedStatement statement(Connection connection, List<ReceivedWebhook> rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(APPEND);
        statement.setArray(1, connection.createArrayOf("text", texts(rows, ReceivedWebhook::day)));
        statement.setArray(2, connection.createArrayOf("bytea", bytes(rows, ReceivedWebhook::sha256)));
        statement.setArray(3, connection.createArrayOf("int4", types(rows)));
        statement.setArray(
                4,
                connection.createArrayOf(
                        "text", texts(rows, row -> row.envelope().shopId())));
        statement.setArray(5, connection.createArrayOf("bytea", bytes(rows, ReceivedWebhook::body)));
        return statement;
    }

    private static @Nullable String[] texts(
            List<ReceivedWebhook> rows, Function<ReceivedWebhook, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static byte[][] bytes(List<ReceivedWebhook> rows, Function<ReceivedWebhook, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }

    private static @Nullable Integer[] types(List<ReceivedWebhook> rows) {
        return rows.stream().map(row -> row.envelope().type()).toArray(Integer[]::new);
    }
}
