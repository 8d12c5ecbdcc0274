package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What live work notices of a backfill that runs beside it. */
final class BesideLive {

    private static final int PER_SECOND = 20;
    private static final int CONNECTIONS = 16;
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;
    private static final String RECEIVER = "order-management";
    private static final String TYPE = "com.creatorflow.tiktokshop.order.updated.v1";
    private static final String END = """
            with ended as (
              update backfill set finished_at = clock_timestamp(), cancelled_by = 'benchmark', windows_left = 0 where finished_at is null returning id)
            delete from backfill_window where backfill in (select id from ended)
            """;

    private final Installation installation;
    private final Results results;
    private final FreshShops fresh;

    BesideLive(Installation installation, Results results) {
        this.installation = installation;
        this.results = results;
        this.fresh = new FreshShops(installation, results);
    }

    void measure(Contender contender, Options options) throws InterruptedException {
        for (int warm = 0; warm < WARM_UPS; warm++) {
            latency(contender, options.besideSeconds(), fresh.with(1, options.fewOrders(), Backfilled.TEN_DAYS));
        }
        for (int round = 0; round < ROUNDS; round++) {
            measureOnce(contender, options);
        }
    }

    private void measureOnce(Contender contender, Options options) throws InterruptedException {
        List<String> shops = fresh.with(1, options.fewOrders(), Backfilled.TEN_DAYS);
        Latency alone = latency(contender, options.besideSeconds(), List.of());
        Latency beside = latency(contender, options.besideSeconds(), shops);
        long read = fresh.stored(shops);
        double ratio = beside.millis(0.99) / alone.millis(0.99);
        String load = "B1 live at " + PER_SECOND + "/s, ";
        results.ours(load + "p50 alone", "ms", null, alone.millis(0.5));
        results.ours(load + "p50 beside a backfill", "ms", null, beside.millis(0.5));
        results.ours(load + "p99 alone", "ms", null, alone.millis(0.99));
        results.ours(load + "p99 beside a backfill", "ms", null, beside.millis(0.99));
        results.ours(load + "p99 beside against alone", "×", Results.Goal.atMostTimes(1.2), ratio);
        results.ours("B1 backfill beside live work", "orders/s", null, read / options.besideSeconds());
        Console.say(
                "  live p50/p99: %.0f/%.0f ms alone, %.0f/%.0f ms beside a backfill of %d orders read",
                alone.millis(0.5), alone.millis(0.99), beside.millis(0.5), beside.millis(0.99), read);
    }

    /**
     * From when a webhook was due to when Order Management took the order.
     *
     * @param filled shops whose past is read meanwhile, until the last webhook is sent
     */
    private Latency latency(Contender contender, double seconds, List<String> filled) throws InterruptedException {
        installation.sandbox().forget();
        Orders.Work work = contender.work((int) (seconds * PER_SECOND));
        if (!filled.isEmpty()) {
            Backfilled.begin(installation, filled);
        }
        HttpLoad.Result sent = HttpLoad.openLoop(contender.port(), CONNECTIONS, work.requests(), PER_SECOND);
        installation.sql("integration", END, "delete from backfill");
        installation.awaitIdle();
        fresh.drain();
        Map<String, Long> arrived = new HashMap<>();
        for (JsonNode message : installation.sandbox().messages(RECEIVER)) {
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
        return latency;
    }
}
