package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The packages of one test's shop, as TikTok Shop would tell them. */
public final class PackageBook implements Book {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TEMPLATE =
            Path.of("src/test/resources/examples/package-update/with-the-carrier/tiktok-package.json");

    private final Map<String, ObjectNode> packages = new ConcurrentHashMap<>();

    /** Puts a package into a status, such as {@code FULFILLING}, at a time, unix seconds. */
    public void put(String id, String status, long updateTime) {
        try {
            ObjectNode told = (ObjectNode) JSON.readTree(Files.readString(TEMPLATE));
            packages.put(
                    id, told.put("package_id", id).put("package_status", status).put("update_time", updateTime));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a package that holds these orders. */
    public void combine(String id, List<String> orders, long updateTime) {
        put(id, "PROCESSING", updateTime);
        ObjectNode told = packages.get(id).put("split_and_combine_tag", "COMBINE");
        ArrayNode inside = told.putArray("orders");
        orders.forEach(order -> inside.addObject().put("id", order));
    }

    @Override
    public Answer answer(Answer others) {
        return (request, exchange) -> {
            String last = request.path().substring(request.path().lastIndexOf('/') + 1);
            if (request.path().endsWith("/packages/search")) {
                TikTokShopStub.ok(found().toString()).to(request, exchange);
            } else if (packages.containsKey(last)) {
                TikTokShopStub.ok(packages.get(last).toString()).to(request, exchange);
            } else {
                others.to(request, exchange);
            }
        };
    }

    private ObjectNode found() {
        ObjectNode data = JSON.createObjectNode().put("next_page_token", "").put("total_count", packages.size());
        packages.forEach((id, told) -> data.withArray("packages")
                .addObject()
                .put("id", id)
                .put("status", told.path("package_status").asText())
                .put("update_time", told.path("update_time").asLong()));
        return data;
    }
}
