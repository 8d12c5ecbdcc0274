package io.creatorflow.tiktokshop.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shops of which nothing was read before, with orders that no webhook tells of. */
final class FreshShops {

    private static final String PAUSE = """
            insert into downstream (receiver, paused_at, paused_by) values ('%s', clock_timestamp(), 'benchmark')
            on conflict (receiver) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by
            """;
    private static final String RESUME = "update downstream set paused_at = null, paused_by = null";

    private final Installation installation;
    private final SandboxControl sandbox;
    private final Results results;

    FreshShops(Installation installation, Results results) {
        this.installation = installation;
        this.sandbox = installation.sandbox();
        this.results = results;
    }

    /** Connects so many, each with its share of the orders, of which the oldest was updated so many seconds ago. */
    List<String> with(int count, int orders, int spreadSeconds) throws InterruptedException {
        List<String> fresh = connected(count);
        fill(fresh, orders, spreadSeconds);
        return fresh;
    }

    /** Connects so many that have nothing yet. */
    List<String> connected(int count) throws InterruptedException {
        installation.connectShops(count);
        installation.awaitIdle();
        List<String> all = installation.shops();
        return all.subList(all.size() - count, all.size());
    }

    /** Gives each its share of the orders. */
    void fill(List<String> shops, int orders, int spreadSeconds) {
        shops.forEach(shop -> sandbox.call(
                "POST",
                "/sandbox/shops/" + shop + "/orders",
                "{\"count\":" + orders / shops.size() + ",\"status\":\"DELIVERED\",\"spreadSeconds\":" + spreadSeconds
                        + ",\"webhooks\":false}"));
        sandbox.forget();
    }

    /** As SQL names them in a list. */
    static String listed(List<String> shops) {
        return "'" + String.join("','", shops) + "'";
    }

    /** Such as {@code 1 shop}. */
    static String counted(int shops) {
        return shops + (shops == 1 ? " shop" : " shops");
    }

    long stored(List<String> shops) {
        return installation.count(
                "integration",
                "select count(*) from entity where kind = 'order' and shop_id in (" + listed(shops) + ")");
    }

    /** From now on, messages are stored and not sent. */
    void holdMessages() {
        SandboxControl.RECEIVERS.forEach(receiver -> installation.sql("integration", PAUSE.formatted(receiver)));
    }

    /** Lets the receivers have what is stored, as long as that takes. */
    void drain() throws InterruptedException {
        installation.sql("integration", RESUME);
        installation.awaitNone("select count(*) from (select from delivery limit 1) d");
    }

    /** Whether the receivers took so many messages in all. */
    void check(String load, long messages) {
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
}
