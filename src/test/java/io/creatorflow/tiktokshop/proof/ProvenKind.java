package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A kind of entity beside orders: how the sandbox tells the truth about it, and how a webhook tells of it. A further kind is a
 * further line of {@link #ALL}.
 *
 * @param stream as its pull, its search and the list of the sandbox are named
 * @param name as messages name it
 * @param receivers who believe something about it
 * @param event number of the event type
 * @param data of the event; the id of the entity goes in for {@code ID}, that of the order for {@code ORDER}
 */
record ProvenKind(String stream, String name, List<String> receivers, int event, String data) {

    private static final List<String> TWO = List.of("order-management", "analytics");
    private static final List<String> THREE = List.of("order-management", "analytics", "shipping-automation");

    private static final List<String> KEEPERS = List.of("inventory-tracking", "analytics");
    private static final String STOCK = "stock";
    private static final String LOW =
            "\"product_id\":\"ID\",\"sku_id\":\"ID\",\"current_inventory_status\":\"LOW_STOCK\"";

    static final List<ProvenKind> ALL = List.of(
            new ProvenKind("cancellations", "cancellation", TWO, 11, "\"order_id\":\"ORDER\",\"cancel_id\":\"ID\""),
            new ProvenKind("returns", "return", TWO, 12, "\"order_id\":\"ORDER\",\"return_id\":\"ID\""),
            new ProvenKind("packages", "package", THREE, 4, "\"package_list\":[{\"package_id\":\"ID\"}]"),
            new ProvenKind("products", "product", KEEPERS, 15, "\"product_id\":\"ID\""),
            new ProvenKind(STOCK, STOCK, KEEPERS, 27, LOW));

    /** What is true of an entity; the status in TikTok's words, the time in unix seconds, 0 where TikTok tells none. */
    record True(String id, String orderId, String status, long updateTime) {

        /** As receivers are told. */
        String told() {
            if (updateTime == 0) {
                return status;
            }
            String word = status.toLowerCase(Locale.ROOT)
                    .replaceFirst("^(cancellation|return_or_refund|refund_or_return|replacement)_request_", "");
            String ours = word.equals("cancel") ? "cancelled" : word.equals("reject") ? "rejected" : word;
            return ours + " at " + Instant.ofEpochSecond(updateTime);
        }
    }

    /** What makes the searches of every kind fail. Of stock there is none, and its reads go on. */
    static String searchesFail() {
        String searches = ALL.stream()
                .filter(kind -> !kind.stream.equals(STOCK))
                .map(kind -> ",\"search-" + kind.stream + "\"")
                .collect(Collectors.joining("", "\"search-orders\"", ""));
        return "{\"operations\":[" + searches + "],\"errorCodePercent\":100,\"errorCode\":106001}";
    }

    /** All entities of a shop as they really are. */
    List<True> truth(World world, String shop) {
        JsonNode told = world.tiktok.control("GET", "/shops/" + shop + "/" + stream, "");
        if (stream.equals(STOCK)) {
            return stock(told.path("skus"));
        }
        List<True> all = new ArrayList<>();
        told.path(stream)
                .forEach(one -> all.add(new True(
                        one.path("id").asText(),
                        one.path("orderId").asText(),
                        one.path("status").asText(),
                        time(one).asLong())));
        return all;
    }

    private static List<True> stock(JsonNode skus) {
        Map<String, List<JsonNode>> products = StreamSupport.stream(skus.spliterator(), false)
                .collect(Collectors.groupingBy(
                        sku -> sku.path("productId").asText(), TreeMap::new, Collectors.toList()));
        return products.entrySet().stream()
                .map(product -> new True(product.getKey(), "", levels(product.getValue()), 0))
                .toList();
    }

    /** The stock of a product in one text: of each SKU what can be sold, what orders hold, and where it is. */
    static String levels(Iterable<JsonNode> skus) {
        return StreamSupport.stream(skus.spliterator(), false)
                .sorted(Comparator.comparing(sku -> sku.path("skuId").asText()))
                .map(sku -> sku.path("skuId").asText() + ": "
                        + sku.path("available").asText() + ", "
                        + sku.path("committed").asText() + " held, in "
                        + sku.path("warehouses").findValuesAsText("available"))
                .collect(Collectors.joining("; "));
    }

    private static JsonNode time(JsonNode one) {
        return one.has("updateTime") ? one.path("updateTime") : one.path("update_time");
    }

    /** The webhook that tells of an entity. */
    String webhook(World world, String shop, True entity) {
        return world.sender.webhook(event, shop, data.replace("ID", entity.id).replace("ORDER", entity.orderId));
    }

    /** What receivers believe of the entities of a world that is not so, in words. */
    static List<String> differences(World world) {
        Map<String, Attempt> latest = new HashMap<>();
        world.witness.attempts().stream()
                .filter(Attempt::taken)
                .forEach(attempt -> latest.put(attempt.receiver() + attempt.type() + attempt.key(), attempt));
        List<String> differences = new ArrayList<>();
        for (ProvenKind kind : ALL) {
            for (String shop : world.shops) {
                kind.truth(world, shop).forEach(truth -> kind.compare(shop, truth, latest, differences));
            }
        }
        return differences;
    }

    private void compare(String shop, True truth, Map<String, Attempt> latest, List<String> differences) {
        for (String receiver : receivers) {
            Attempt told = latest.get(receiver + "com.creatorflow.tiktokshop." + name + ".updated.v1/tiktok-shop/shops/"
                    + shop + "/" + truth.id);
            String belief = told == null
                    ? "nothing"
                    : told.state() + (truth.updateTime == 0 ? "" : " at " + Instant.parse(told.time()));
            if (!belief.equals(truth.told())) {
                differences.add(
                        receiver + " believes of " + name + " " + truth.id + ": " + belief + ", not: " + truth.told());
            }
        }
    }
}
