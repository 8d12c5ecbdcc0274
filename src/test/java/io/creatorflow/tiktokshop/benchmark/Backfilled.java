package io.creatorflow.tiktokshop.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** B1: what a backfill reads, merges and queues by its size and by the number of shops, and what it uses of the calls it may make. */
final class Backfilled {

    static final int MANY_SHOPS = 100;
    static final int TEN_DAYS = 864_000;

    private static final int SEARCHES = 10;

    /** What {@code paces.kept-for-live-percent} leaves to bulk. */
    private static final double BULK_SHARE = 0.7;

    private static final String BEGIN = """
            with begun as (
              insert into backfill (stream, shop_id, from_time, to_time, operator)
              select 'orders', shop_id, date_trunc('second', now() - interval '11 days'), date_trunc('second', now()) + interval '1 second', 'benchmark'
              from shop where shop_id in (%s) returning id, from_time, to_time)
            insert into backfill_window (backfill, from_time, to_time) select id, from_time, to_time from begun
            """;

    private final Installation installation;
    private final SandboxControl sandbox;
    private final Results results;
    private final FreshShops fresh;

    Backfilled(Installation installation, Results results) {
        this.installation = installation;
        this.sandbox = installation.sandbox();
        this.results = results;
        this.fresh = new FreshShops(installation, results);
    }

    static void begin(Installation installation, List<String> shops) {
        installation.sql("integration", BEGIN.formatted(FreshShops.listed(shops)));
    }

    void bySize(Contender contender, Options options, Plot plot) throws InterruptedException {
        int few = options.fewOrders();
        Console.say("B1: warming up");
        for (double warm = 0; warm < options.warmUpSeconds() / 5; ) {
            warm += read(contender, 1, few, plot, false);
        }
        Map<Integer, Double> most = new HashMap<>();
        for (int shops : List.of(1, MANY_SHOPS)) {
            double small = read(contender, shops, few, plot, true);
            double large = read(contender, shops, 10 * few, plot, true);
            most.put(shops, large);
            results.ours(
                    "B1 cost of an order, " + 10 * few + " orders against " + few + ", " + FreshShops.counted(shops),
                    "×",
                    Results.Goal.atMostTimes(1.2),
                    large / 10 / small);
        }
        results.ours(
                "B1 cost of an order, of " + MANY_SHOPS + " shops against 1",
                "×",
                Results.Goal.atMostTimes(1.2),
                most.get(MANY_SHOPS) / most.get(1));
    }

    /** Reads them all, and returns how many seconds it took. */
    private double read(Contender contender, int shopCount, int orders, Plot plot, boolean counts)
            throws InterruptedException {
        List<String> shops = fresh.with(shopCount, orders, TEN_DAYS);
        fresh.holdMessages();
        Use.Meter meter = Use.begin(installation, contender);
        begin(installation, shops);
        double seconds = awaitFinished();
        Use use = meter.end(orders);
        long messages = installation.count("integration", "select count(*) from delivery");
        long stored = fresh.stored(shops);
        String load = "B1 " + orders + " orders, " + FreshShops.counted(shopCount);
        if (stored != orders || messages % orders != 0) {
            results.trouble(load + ": " + stored + " stored, " + messages + " messages");
        }
        if (counts) {
            results.ours(load, "orders/s", Results.Goal.atLeast(2000, "/s"), orders / seconds);
            results.ours(load + ", processor time of an order", "µs", null, use.ownAndDatabase());
            results.ours(load + ", resident memory, most", "MB", null, use.peakMb());
            plot.add("backfill, " + FreshShops.counted(shopCount), orders, seconds * 1e6 / orders);
        }
        Console.say(
                "  %s: %.0f/s, %.0f µs of ours and PostgreSQL, busy %.0f %%",
                load, orders / seconds, use.ownAndDatabase(), use.busy() * 100);
        fresh.drain();
        fresh.check(load, messages);
        return seconds;
    }

    /** How long the backfills took that ran, by the clock of the database. */
    private double awaitFinished() throws InterruptedException {
        installation.awaitNone("select count(*) from backfill where finished_at is null");
        double seconds = installation.count("integration", """
                        select round(1000 * extract(epoch from max(finished_at) - min(started_at))) from backfill""") / 1000.0;
        installation.sql("integration", "delete from backfill");
        return seconds;
    }

    /** With a pace, a backfill uses the calls that the pace leaves to bulk. */
    void limited(Options options) throws InterruptedException {
        Console.say("B1: starting the integration anew, %d searches a second", SEARCHES);
        installation.stopIntegration();
        installation.startIntegration(null, SEARCHES);
        begin(installation, fresh.with(1, 2 * options.fewOrders(), TEN_DAYS));
        awaitFinished();
        fresh.drain();
        List<String> shops = fresh.with(1, 10 * options.fewOrders(), TEN_DAYS);
        fresh.holdMessages();
        long before = searches();
        begin(installation, shops);
        double seconds = awaitFinished();
        long calls = searches() - before;
        fresh.drain();
        double used = calls / (seconds * SEARCHES * BULK_SHARE);
        results.ours("B1 with limits, allowed calls that were used", "%", Results.Goal.atLeast(95, "%"), 100 * used);
        Console.say("  with limits: %d calls in %.1f s, %.0f %% of what is allowed", calls, seconds, 100 * used);
    }

    private long searches() {
        return sandbox.call("GET", "/sandbox/api-calls", "")
                .path("search-orders calls")
                .asLong();
    }
}
