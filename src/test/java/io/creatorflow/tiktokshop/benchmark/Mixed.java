package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * W4: webhooks about orders, cancellations, returns and packages in turn, each about an entity that was not known before. What is
 * measured is the way of the entity that the webhook names to Order Management; its order, which is read along, is more load.
 */
final class Mixed {

    /**
     * A kind of entity.
     *
     * @param name as messages name it
     * @param event number of the event type
     * @param data of the event; the id of the entity goes in for {@code ID}, that of its order for {@code ORDER}
     */
    private record Kind(String name, int event, String data) {}

    /** An entity to tell of. */
    private record Told(Kind kind, String shopId, String id, String orderId) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "order", 1, "\"order_id\":\"ID\",\"order_status\":\"AWAITING_SHIPMENT\",\"is_on_hold_order\":true"),
            new Kind("cancellation", 11, "\"order_id\":\"ORDER\",\"cancel_id\":\"ID\""),
            new Kind("return", 12, "\"order_id\":\"ORDER\",\"return_id\":\"ID\""),
            new Kind("package", 4, "\"package_list\":[{\"package_id\":\"ID\"}]"));
    private static final String RECEIVER = "order-management";
    private static final int CONNECTIONS = 16;
    private static final long PATIENCE = 20_000_000_000L;

    private final Installation installation;
    private final SandboxControl sandbox;
    private final Results results;

    Mixed(Installation installation, Results results) {
        this.installation = installation;
        this.sandbox = installation.sandbox();
        this.results = results;
    }

    /** One round. */
    void measure(Contender contender, double seconds, int perSecond) throws InterruptedException {
        sandbox.forget();
        List<Told> told = prepare((int) (seconds * perSecond));
        List<byte[]> requests = told.stream().map(this::request).toList();
        Use.Meter meter = Use.begin(installation, contender);
        HttpLoad.Result sent = HttpLoad.openLoop(contender.port(), CONNECTIONS, requests, perSecond);
        Map<String, Long> arrived = arrived(told);
        Use use = meter.end(sent.ok());
        Map<String, Latency> times = new HashMap<>();
        int lost = 0;
        for (int i = 0; i < told.size(); i++) {
            Long at = arrived.get(key(told.get(i)));
            if (at != null) {
                times.computeIfAbsent(told.get(i).kind.name, none -> new Latency())
                        .add((long) Math.max(0, (at - sent.dueAtMillis()[i]) * 1e6));
            } else if (sent.taken().get(i)) {
                lost++;
            }
        }
        tell(perSecond, times, use, lost);
    }

    private void tell(int perSecond, Map<String, Latency> times, Use use, int lost) {
        String load = "W4 at " + perSecond + "/s of four kinds";
        for (Kind kind : KINDS) {
            Latency latency = times.getOrDefault(kind.name, new Latency());
            results.ours(load + ", " + kind.name + ", p50", "ms", null, latency.millis(0.5));
            results.ours(load + ", " + kind.name + ", p99", "ms", null, latency.millis(0.99));
            Console.say("  %s: p50 %.0f ms, p99 %.0f ms", kind.name, latency.millis(0.5), latency.millis(0.99));
        }
        results.ours(load + ", processors in use", "%", null, use.busy() * 100);
        if (lost > 0) {
            results.trouble(load + ": " + lost + " lost");
        }
    }

    /** Entities of each kind in turn, of each shop in turn. */
    private List<Told> prepare(int count) {
        List<String> shops = installation.shops();
        int each = count / KINDS.size() / shops.size() + 1;
        List<List<Told>> columns = new ArrayList<>();
        for (String shop : shops) {
            columns.add(orders(shop, each));
            columns.add(listed(KINDS.get(1), shop, each, "AWAITING_SHIPMENT", "/cancel-request", "cancellations"));
            columns.add(listed(KINDS.get(2), shop, each, "DELIVERED", "/returns", "returns"));
            columns.add(listed(KINDS.get(3), shop, each, "IN_TRANSIT", "", "packages"));
        }
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            for (List<Told> column : columns) {
                told.add(column.get(i));
            }
        }
        return told.subList(0, Math.min(count, told.size()));
    }

    private List<Told> orders(String shop, int count) {
        return sandbox.placeOrders(shop, count).ids().stream()
                .map(id -> new Told(KINDS.get(0), shop, id, id))
                .toList();
    }

    /** Places orders, lets something happen to each, and lists what came of it: the latest in the list. */
    private List<Told> listed(Kind kind, String shop, int count, String status, String happens, String list) {
        String first = sandbox.call(
                        "POST",
                        "/sandbox/shops/" + shop + "/orders",
                        "{\"count\":" + count + ",\"status\":\"" + status + "\",\"webhooks\":false}")
                .path("firstOrderId")
                .asText();
        for (int i = 0; i < count && !happens.isEmpty(); i++) {
            sandbox.call("POST", "/sandbox/orders/" + (Long.parseLong(first) + i) + happens, "{\"webhooks\":false}");
        }
        List<Told> told = new ArrayList<>();
        for (JsonNode one :
                sandbox.call("GET", "/sandbox/shops/" + shop + "/" + list, "").path(list)) {
            told.add(new Told(
                    kind, shop, one.path("id").asText(), one.path("orderId").asText()));
        }
        return told.subList(told.size() - count, told.size());
    }

    private byte[] request(Told told) {
        String data = told.kind.data.replace("ID", told.id).replace("ORDER", told.orderId);
        return installation.webhooks().request(told.kind.event, told.shopId, System.currentTimeMillis() / 1000, data);
    }

    /** When the receiver took the first message about each entity that was told of; waits until all came or none more does. */
    private Map<String, Long> arrived(List<Told> told) throws InterruptedException {
        Map<String, Long> arrived = new HashMap<>();
        long since = System.nanoTime();
        while (!told.stream().allMatch(one -> arrived.containsKey(key(one))) && System.nanoTime() - since < PATIENCE) {
            int before = arrived.size();
            sandbox.messages(RECEIVER)
                    .forEach(message -> arrived.putIfAbsent(
                            message.path("subject").asText()
                                    + message.path("type").asText(),
                            Instant.parse(message.path("receivedAt").asText()).toEpochMilli()));
            since = arrived.size() > before ? System.nanoTime() : since;
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return arrived;
    }

    private static String key(Told told) {
        return told.id + "com.creatorflow.tiktokshop." + told.kind.name + ".updated.v1";
    }
}
