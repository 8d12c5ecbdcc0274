package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** B1: what a backfill reads, merges and queues, what it uses of the calls it may make, and what live work notices of it. */
final class Backfilled {

    private static final int MANY_SHOPS = 100;
    private static final int TEN_DAYS = 864_000;
    private static final int SEARCHES = 10;
    private static final int WARM_UPS = 3;

    /** What {@code paces.kept-for-live-percent} leaves to bulk. */
    private static final double BULK_SHARE = 0.7;

    private static final int LIVE_PER_SECOND = 100;
    private static final int CONNECTIONS = 16;
    private static final String RECEIVER = "order-management";
    private static final String TYPE = "com.creatorflow.tiktokshop.order.updated.v1";

    private static final String BEGIN = """
            with begun as (
              insert into backfill (stream, shop_id, from_time, to_time, operator)
              select 'orders', shop_id, date_trunc('second', now() - interval '11 days'), date_trunc('second', now()) + interval '1 second', 'benchmark'
              from shop where shop_id in (%s) returning id, from_time, to_time)
            insert into backfill_window (backfill, from_time, to_time) select id, from_time, to_time from begun
            """;
    private static final String CANCEL = """
            with ended as (
              update backfill set finished_at = clock_timestamp(), cancelled_by = 'benchmark', windows_left = 0 where finished_at is null returning id)
            delete from backfill_window where backfill in (select id from ended)
            """;
    private static final String PAUSE = """
            insert into downstream (receiver, paused_at, paused_by) values ('%s', clock_timestamp(), 'benchmark')
            on conflict (receiver) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by
            """;
    private static final String RESUME = "update downstream set paused_at = null, paused_by = null";

    private final Installation installation;
    private final SandboxControl sandbox;
    private final Results results;
    private final Plot plot = new Plot();

    Backfilled(Installation installation, Results results) {
        this.installation = installation;
        this.sandbox = installation.sandbox();
        this.results = results;
    }

    void measure(Contender contender, Options options) throws InterruptedException {
        int few = options.backfilledOrders();
        Console.say("B1: warming up");
        for (double warm = 0; warm < options.warmUpSeconds() / 5; ) {
            warm += read(contender, shops(1), few, false);
        }
        for (int shops : List.of(1, MANY_SHOPS)) {
            double small = read(contender, shops(shops), few, true);
            double large = read(contender, shops(shops), 10 * few, true);
            results.ours(
                    "B1 cost of an order, " + 10 * few + " orders against " + few + ", of " + shops(shops, "shop"),
                    "×",
                    Results.Goal.atMostTimes(1.2),
                    large / 10 / small);
        }
        plot.write(options.report());
        live(contender, options);
        limited(few);
    }

    private static String shops(int count, String word) {
        return count == 1 ? "1 " + word : count + " " + word + "s";
    }

    /** New ones: nothing of them was read before. */
    private List<String> shops(int count) throws InterruptedException {
        installation.connectShops(count);
        installation.awaitIdle();
        List<String> all = installation.shops();
        return all.subList(all.size() - count, all.size());
    }

    private void place(List<String> shops, int orders) {
        shops.forEach(shop -> sandbox.call(
                "POST",
                "/sandbox/shops/" + shop + "/orders",
                "{\"count\":" + orders / shops.size() + ",\"status\":\"DELIVERED\",\"spreadSeconds\":" + TEN_DAYS
                        + ",\"webhooks\":false}"));
    }

    private void begin(List<String> shops) {
        installation.sql("integration", BEGIN.formatted("'" + String.join("','", shops) + "'"));
    }

    /** Reads them all, and returns how many seconds it took. */
    private double read(Contender contender, List<String> shops, int orders, boolean counts)
            throws InterruptedException {
        place(shops, orders);
        SandboxControl.RECEIVERS.forEach(receiver -> installation.sql("integration", PAUSE.formatted(receiver)));
        sandbox.forget();
        Use.Meter meter = Use.begin(installation, contender);
        begin(shops);
        double seconds = awaitFinished();
        Use use = meter.end(orders);
        long messages = installation.count("integration", "select count(*) from delivery");
        long stored = installation.count(
                "integration",
                "select count(*) from entity where kind = 'order' and shop_id in ('" + String.join("','", shops)
                        + "')");
        String load = "B1 " + orders + " orders of " + shops(shops.size(), "shop");
        if (stored != orders || messages % orders != 0) {
            results.trouble(load + ": " + stored + " stored, " + messages + " messages");
        }
        if (counts) {
            results.ours(load, "orders/s", Results.Goal.atLeast(2000, "/s"), orders / seconds);
            results.ours(load + ", processor time of an order", "µs", null, use.ownAndDatabase());
            results.ours(load + ", resident memory, most", "MB", null, use.peakMb());
            plot.add(shops.size(), orders, seconds * 1e6 / orders);
        }
        Console.say(
                "  %s: %.0f/s, %.0f µs of ours and PostgreSQL, busy %.0f %%",
                load, orders / seconds, use.ownAndDatabase(), use.busy() * 100);
        drain();
        check(load, messages);
        return seconds;
    }

    /** How long the backfills took that ran, by the clock of the database. */
    private double awaitFinished() throws InterruptedException {
        while (installation.count("integration", "select count(*) from backfill where finished_at is null") > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double seconds = installation.count("integration", """
                        select round(1000 * extract(epoch from max(finished_at) - min(started_at))) from backfill""") / 1000.0;
        installation.sql("integration", "delete from backfill");
        return seconds;
    }

    /** Lets the receivers have what was queued, as long as that takes. */
    private void drain() throws InterruptedException {
        installation.sql("integration", RESUME);
        while (installation.count("integration", "select count(*) from (select from delivery limit 1) d") > 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void check(String load, long messages) {
        long taken = Arrays.stream(sandbox.taken()).sum();
        results.check(
                load,
                new Receipts(
                        (int) messages,
                        (int) Math.max(0, messages - taken),
                        (int) Math.max(0, taken - messages),
                        0,
                        0,
                        0,
                        0,
                        Map.of()));
    }

    private void live(Contender contender, Options options) throws InterruptedException {
        double alone = latency(contender, options.pacedSeconds());
        List<String> shops = shops(1);
        place(shops, 10 * options.backfilledOrders());
        begin(shops);
        double beside = latency(contender, options.pacedSeconds());
        results.ours("B1 live p99 alone, " + LIVE_PER_SECOND + "/s", "ms", null, alone);
        results.ours("B1 live p99 beside a backfill", "ms", null, beside);
        results.ours("B1 live p99 beside a backfill against alone", "×", Results.Goal.atMostTimes(1.2), beside / alone);
        Console.say("  live p99: %.1f ms alone, %.1f ms beside a backfill", alone, beside);
    }

    /** From when a webhook was due to when Order Management took the order, 99 of 100; ends the backfill beside which it was measured. */
    private double latency(Contender contender, double seconds) throws InterruptedException {
        sandbox.forget();
        Orders.Work work = contender.work((int) (seconds * LIVE_PER_SECOND));
        HttpLoad.Result sent = HttpLoad.openLoop(contender.port(), CONNECTIONS, work.requests(), LIVE_PER_SECOND);
        installation.sql("integration", CANCEL, "delete from backfill");
        installation.awaitIdle();
        drain();
        Map<String, Long> arrived = new HashMap<>();
        for (JsonNode message : sandbox.messages(RECEIVER)) {
            if (message.path("type").asText().equals(TYPE)) {
                arrived.putIfAbsent(
                        message.path("subject").asText(),
                        Instant.parse(message.path("receivedAt").asText()).toEpochMilli());
            }
        }
        Latency latency = new Latency();
        for (int i = 0; i < work.size(); i++) {
            Long at = arrived.get(work.orderIds().get(i));
            if (at == null) {
                results.trouble("B1 live: order " + work.orderIds().get(i) + " is lost");
            } else {
                latency.add((long) Math.max(0, (at - sent.dueAtMillis()[i]) * 1e6));
            }
        }
        return latency.millis(0.99);
    }

    /** With a pace, a backfill uses the calls that the pace leaves to bulk. */
    private void limited(int orders) throws InterruptedException {
        Console.say("B1: starting the integration anew, %d searches a second", SEARCHES);
        installation.stopIntegration();
        installation.startIntegration(null, SEARCHES);
        for (int warm = 0; warm < WARM_UPS; warm++) {
            begun(2 * orders);
            awaitFinished();
            drain();
        }
        long before = searches();
        begun(2 * orders);
        double seconds = awaitFinished();
        long calls = searches() - before;
        drain();
        double used = calls / (seconds * SEARCHES * BULK_SHARE);
        results.ours("B1 with limits, allowed calls that were used", "%", Results.Goal.atLeast(95, "%"), 100 * used);
        Console.say("  with limits: %d calls in %.1f s, %.0f %% of what is allowed", calls, seconds, 100 * used);
    }

    private void begun(int orders) throws InterruptedException {
        List<String> shops = shops(1);
        place(shops, orders);
        begin(shops);
    }

    private long searches() {
        return sandbox.call("GET", "/sandbox/api-calls", "")
                .path("search-orders calls")
                .asLong();
    }
}
