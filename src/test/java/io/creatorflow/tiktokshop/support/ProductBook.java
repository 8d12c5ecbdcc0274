package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The products of one test's shop, as TikTok Shop would tell them; others are unknown to it. */
public final class ProductBook implements Book {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TEMPLATE =
            Path.of("src/test/resources/examples/product-status-change/on-sale/tiktok-product.json");

    private final Map<String, ObjectNode> products = new ConcurrentHashMap<>();
    private final StockBook stock = new StockBook();

    /** Puts a product into a status, such as {@code ACTIVATE}, at a time, unix seconds. */
    public ObjectNode put(String id, String status, long updateTime) {
        try {
            stock.put(id, 1);
            ObjectNode told = (ObjectNode) JSON.readTree(Files.readString(TEMPLATE));
            products.put(id, told.put("id", id).put("status", status).put("update_time", updateTime));
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the product is unknown; its stock is still told. */
    public void remove(String id) {
        products.remove(id);
    }

    @Override
    public Answer answer(Answer others) {
        Answer stockOrOthers = stock.answer(others);
        return (request, exchange) -> {
            String last = request.path().substring(request.path().lastIndexOf('/') + 1);
            if (request.path().endsWith("/products/search")) {
                TikTokShopStub.ok(found().toString()).to(request, exchange);
            } else if (!request.path().contains("/products/")) {
                stockOrOthers.to(request, exchange);
            } else if (products.containsKey(last)) {
                TikTokShopStub.ok(products.get(last).toString()).to(request, exchange);
            } else {
                TikTokShopStub.error(200, 12052032, "product not found").to(request, exchange);
            }
        };
    }

    private ObjectNode found() {
        ObjectNode data = JSON.createObjectNode().put("next_page_token", "").put("total_count", products.size());
        products.forEach((id, told) -> data.withArray("products")
                .addObject()
                .put("id", id)
                .put("status", told.path("status").asText())
                .put("update_time", told.path("update_time").asLong()));
        return data;
    }
}
