package io.creatorflow.tiktokshop.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** W3 by the number of orders and of shops: from the moment a pull begins until the receivers have everything. */
final class PulledBySize {

    /** Less than the day that a first pull looks back. */
    private static final int TWENTY_HOURS = 72_000;

    /** A few orders take ten seconds, in which this machine may be half as fast as in the next ten. */
    private static final int FEW_TIMES = 3;

    /** No pull begins until they have their orders. */
    private static final String HOLD = """
            insert into pull (stream, shop_id, claimed_at) select 'orders', shop_id, 'infinity' from shop where shop_id in (%s)
            on conflict (stream, shop_id) do update set claimed_at = excluded.claimed_at""";

    private static final String UNDER_WAY =
            "select count(*) from pull where stream = 'orders' and owner is not null and shop_id in (%s)";
    private static final String LOOK_BACK =
            "update pull set watermark = clock_timestamp() - interval '1 day', claimed_at = null where stream = 'orders' and shop_id in (%s)";
    private static final String CLAIMS = "select sum(epoch) from pull where stream = 'orders' and shop_id in (%s)";
    private static final String BEHIND =
            "select count(*) from pull where stream = 'orders' and watermark < to_timestamp(%d) and shop_id in (%s)";

    private final Installation installation;
    private final Results results;
    private final FreshShops fresh;

    PulledBySize(Installation installation, Results results) {
        this.installation = installation;
        this.results = results;
        this.fresh = new FreshShops(installation, results);
    }

    void measure(Options options, Plot plot) throws InterruptedException {
        Console.say("W3 by size: starting the integration anew, pulling each %d s", Pulled.PERIOD);
        installation.stopIntegration();
        Pulled.fromNowOn(installation);
        installation.startIntegration(Pulled.SCHEDULE);
        int few = options.fewOrders();
        for (double warm = 0; warm < options.warmUpSeconds(); ) {
            warm += pull(1, few);
        }
        Map<Integer, Double> most = new HashMap<>();
        for (int shops : List.of(1, Backfilled.MANY_SHOPS)) {
            double small = counted(shops, few, FEW_TIMES, plot);
            double large = counted(shops, 10 * few, 1, plot);
            most.put(shops, large);
            results.ours(
                    "W3 cost of an order, " + 10 * few + " orders against " + few + ", " + FreshShops.counted(shops),
                    "×",
                    Results.Goal.atMostTimes(1.2),
                    large / 10 / small);
        }
        results.ours(
                "W3 cost of an order, of " + Backfilled.MANY_SHOPS + " shops against 1",
                "×",
                Results.Goal.atMostTimes(1.2),
                most.get(Backfilled.MANY_SHOPS) / most.get(1));
    }

    /** The median of some pulls, in seconds. */
    private double counted(int shops, int orders, int times, Plot plot) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            seconds.add(pull(shops, orders));
            results.ours(named(shops, orders), "orders/s", null, orders / seconds.get(i));
        }
        double median = Results.median(seconds);
        plot.add("pull and deliver, " + FreshShops.counted(shops), orders, median * 1e6 / orders);
        return median;
    }

    private static String named(int shops, int orders) {
        return "W3 " + orders + " orders, " + FreshShops.counted(shops);
    }

    /** Pulls them all, and returns how many seconds it took until the last message was taken. */
    private double pull(int shopCount, int orders) throws InterruptedException {
        List<String> shops = fresh.connected(shopCount);
        String listed = FreshShops.listed(shops);
        installation.sql("integration", HOLD.formatted(listed));
        installation.awaitNone(UNDER_WAY.formatted(listed));
        fresh.fill(shops, orders, TWENTY_HOURS);
        String claims = CLAIMS.formatted(listed);
        String none = "select (" + installation.count("integration", claims) + " = (" + claims + "))::integer";
        installation.sql("integration", LOOK_BACK.formatted(listed));
        installation.awaitNone(none);
        long begin = System.currentTimeMillis();
        installation.awaitNone(BEHIND.formatted(begin / 1000 - 60, listed));
        fresh.drain();
        double seconds = (System.currentTimeMillis() - begin) / 1000.0;
        long stored = fresh.stored(shops);
        long taken = Arrays.stream(installation.sandbox().taken()).sum();
        String load = named(shopCount, orders);
        if (stored != orders || taken % orders != 0) {
            results.trouble(load + ": " + stored + " stored, " + taken + " messages");
        }
        Console.say("  %s: %.0f/s, %d messages", load, orders / seconds, taken);
        return seconds;
    }
}
