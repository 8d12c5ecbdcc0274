package io.creatorflow.tiktokshop.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * W3: orders that no webhook told of are pulled and delivered, from the moment the pull begins. The reference posts as many
 * events that lie ready in its table.
 */
final class Pulled {

    /** Seconds between two pulls. */
    static final int PERIOD = 15;

    /** When the integration pulls while this is measured. */
    static final String SCHEDULE = "0/" + PERIOD + " * * * * ?";

    private static final String MESSAGES = "W3 messages of pulled orders";

    private final Installation installation;
    private final Flow flow;
    private final Results results;

    Pulled(Installation installation, Results results) {
        this.installation = installation;
        this.flow = new Flow(installation);
        this.results = results;
    }

    /** What the sandbox had before, such as orders of W2 that no webhook was sent for, is not pulled. */
    static void fromNowOn(Installation installation) {
        installation.sql("integration", """
                insert into pull (stream, shop_id, watermark) select 'orders', shop_id, clock_timestamp() from shop
                on conflict (stream, shop_id) do update set watermark = excluded.watermark""");
    }

    /**
     * One round of the integration.
     *
     * @param counts whether it is part of the result, rather than a warm-up
     * @return how long it took, in seconds
     */
    double integration(Contender contender, int orders, boolean counts) throws InterruptedException {
        installation.awaitIdle();
        installation.sandbox().forget();
        nextPull();
        Orders.Work work = contender.work(orders);
        long begin = nextPull();
        Use.Meter meter = Use.begin(installation, contender);
        return finish(contender, work.orderIds(), begin, meter, counts ? MESSAGES : null);
    }

    /** One round of the reference, whose worker is plain or strong. */
    void reference(Contender contender, int events, String worker) throws InterruptedException {
        installation.sandbox().forget();
        installation.referenceWorker("resting");
        Orders.Work work = contender.work(events);
        preload(work);
        Use.Meter meter = Use.begin(installation, contender);
        long begin = System.currentTimeMillis();
        installation.referenceWorker(worker);
        boolean plain = worker.equals("plain");
        finish(
                contender,
                work.orderIds(),
                begin,
                meter,
                plain ? MESSAGES : MESSAGES + ", the reference with a strong worker");
    }

    private double finish(Contender contender, List<String> ids, long begin, Use.Meter meter, @Nullable String row)
            throws InterruptedException {
        flow.awaitMessages((long) ids.size() * contender.recipients().perOrder());
        Use use = meter.end(ids.size());
        BitSet all = new BitSet();
        all.set(0, ids.size());
        Receipts receipts = Receipts.of(installation.sandbox(), ids, all, new double[0], contender.recipients());
        double seconds = (receipts.lastAtMillis() - begin) / 1000.0;
        Console.say(
                "  %s: %d orders, %d messages in %.1f s, %.0f messages/s",
                contender.name(), ids.size(), receipts.expected(), seconds, receipts.expected() / seconds);
        results.check("W3, " + contender.name(), receipts);
        if (row != null) {
            Results.Goal goal = row.equals(MESSAGES) ? Results.Goal.times(1.5) : null;
            results.of(contender, row, "1/s", goal, receipts.expected() / seconds);
        }
        if (MESSAGES.equals(row)) {
            results.of(contender, "W3 pulled orders (the reference's events)", "1/s", null, ids.size() / seconds);
            results.of(
                    contender, "W3 processor time of an order, system + PostgreSQL", "µs", null, use.ownAndDatabase());
        }
        return seconds;
    }

    /** Waits for the next pull; returns when it began, in milliseconds since 1970. */
    private static long nextPull() throws InterruptedException {
        long period = PERIOD * 1000L;
        long next = (System.currentTimeMillis() / period + 1) * period;
        TimeUnit.MILLISECONDS.sleep(Math.max(1, next - System.currentTimeMillis()));
        return next;
    }

    private void preload(Orders.Work work) {
        String sql = "insert into event (body_sha256, event_type, shop_id, body) values (sha256(?), 1, ?, ?)";
        try (Connection connection = installation.connect("reference");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (byte[] request : work.requests()) {
                byte[] body = SignedWebhooks.body(request);
                statement.setBytes(1, body);
                statement.setString(2, "benchmark");
                statement.setBytes(3, body);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
