package io.creatorflow.tiktokshop.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * W1: webhooks answered 200, which means durable. The shop is not connected, so that the integration stores, routes and
 * remembers what to look at, and reads nothing; the reference's worker rests.
 */
final class Ingress {

    private static final String SHOP = "7490000000000000001";
    private static final int MOST_PER_SECOND = 12_000;
    private static final int ROWS_AT_ONCE = 100;

    private final Installation installation;
    private final Results results;
    private long nextOrder = 300_000_000_000_000_000L;

    Ingress(Installation installation, Results results) {
        this.installation = installation;
        this.results = results;
    }

    /** One row of one round. */
    void measure(Contender contender, int connections, double seconds) throws InterruptedException {
        Orders orders = Orders.madeUp(SHOP, nextOrder, (int) (seconds * MOST_PER_SECOND));
        nextOrder += orders.count();
        List<byte[]> requests =
                Orders.interleaved(List.of(orders), installation.webhooks()).requests();
        Use.Meter meter = Use.begin(installation, contender);
        HttpLoad.Result result = HttpLoad.closedLoop(contender.port(), connections, requests, seconds, sent -> true);
        Use use = meter.end(result.ok());
        double rate = result.ok() / result.seconds();
        Console.say(
                "  %s: %.0f/s, p99 %.1f ms",
                contender.name(), rate, result.latency().millis(0.99));
        String row = "W1 webhooks stored, " + connections + " connection" + (connections == 1 ? "" : "s");
        results.of(contender, row, "1/s", connections == 64 ? Results.Goal.times(2) : null, rate);
        results.of(contender, row + ", p99", "ms", null, result.latency().millis(0.99));
        if (connections == 64) {
            results.of(
                    contender, "W1 processor time of a webhook, system + PostgreSQL", "µs", null, use.ownAndDatabase());
        }
        if (result.failed() > 0) {
            results.trouble(row + ", " + contender.name() + ": " + result.failed() + " not answered 200");
        }
        check(contender, result);
    }

    /** What was acknowledged lies in the database. */
    private void check(Contender contender, HttpLoad.Result result) throws InterruptedException {
        boolean reference = contender.name().equals("reference");
        long stored = reference
                ? installation.count("reference", "select count(*) from event where shop_id = '" + SHOP + "'")
                : installation.count("integration", "select count(*) from inbox where shop_id = '" + SHOP + "'");
        if (stored < result.ok() || stored > result.sent()) {
            results.trouble(contender.name() + " acknowledged " + result.ok() + " of " + result.sent() + " and stored "
                    + stored + " webhooks");
        }
        if (reference) {
            installation.sql("reference", "truncate event");
        } else {
            installation.awaitIdle();
            installation.sql(
                    "integration",
                    "delete from inbox where shop_id = '" + SHOP + "'",
                    "delete from hint where shop_id = '" + SHOP + "'",
                    "vacuum analyze hint",
                    "vacuum analyze inbox_waiting");
        }
    }

    /** The limit: nothing but inserts of 100 rows a transaction, by two connections. */
    void limit(double seconds) throws InterruptedException {
        long[] rows = new long[2];
        Thread[] writers = new Thread[rows.length];
        double begin = System.nanoTime();
        for (int i = 0; i < writers.length; i++) {
            int writer = i;
            writers[i] = new Thread(() -> rows[writer] = insert(writer, seconds));
            writers[i].start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        double rate = (rows[0] + rows[1]) / ((System.nanoTime() - begin) / 1e9);
        Console.say("  PostgreSQL alone: %.0f rows/s", rate);
        results.reference("W1 limit: bare inserts of 100 rows, in the reference's table", "1/s", null, rate);
        installation.sql("reference", "truncate event");
    }

    private long insert(int writer, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long rows = 0;
        String sql =
                "insert into event (body_sha256, event_type, shop_id, body, done_at) select sha256((? || i)::bytea), 1, '"
                        + SHOP + "', convert_to(repeat('x', 300) || i, 'UTF8'), now() from generate_series(1, "
                        + ROWS_AT_ONCE
                        + ") i on conflict do nothing";
        try (Connection connection = installation.connect("reference");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            while (System.nanoTime() < end) {
                statement.setString(1, writer + "-" + rows + "-");
                rows += statement.executeUpdate();
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
