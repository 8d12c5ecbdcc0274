package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** The stock of one test's shop, as TikTok Shop would tell it: one SKU a product, in one warehouse. */
public final class StockBook {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> available = new ConcurrentHashMap<>();
    private final List<List<String>> reads = new CopyOnWriteArrayList<>();

    /** Sets how many units of a product are available. */
    public void put(String product, int units) {
        available.put(product, units);
    }

    /** The product ids of each call, in order. */
    public List<List<String>> reads() {
        return reads;
    }

    /** Answers Inventory Search from this book, and anything else as {@code others} does. */
    public Answer answer(Answer others) {
        return (request, exchange) -> {
            if (!request.path().equals("/product/202309/inventory/search")) {
                others.to(request, exchange);
                return;
            }
            List<String> asked = StreamSupport.stream(
                            JSON.readTree(request.body()).path("product_ids").spliterator(), false)
                    .map(id -> id.asText())
                    .toList();
            reads.add(asked);
            ObjectNode data = JSON.createObjectNode();
            data.putArray("inventory");
            asked.stream().filter(available::containsKey).forEach(id -> add(data, id));
            TikTokShopStub.ok(data.toString()).to(request, exchange);
        };
    }

    private void add(ObjectNode data, String product) {
        int units = available.get(product);
        ObjectNode sku = data.withArray("inventory")
                .addObject()
                .put("product_id", product)
                .putArray("skus")
                .addObject();
        sku.put("id", "1" + product).put("total_available_quantity", units).put("total_committed_quantity", 0);
        sku.putArray("warehouse_inventory")
                .addObject()
                .put("warehouse_id", "7431000000000000101")
                .put("available_quantity", units)
                .put("committed_quantity", 0);
    }
}
