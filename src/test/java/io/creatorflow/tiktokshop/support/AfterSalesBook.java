package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The cancellations and returns of one test's shop, as TikTok Shop's searches would tell them. */
public final class AfterSalesBook implements Book {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXAMPLES = "src/test/resources/examples/";

    private final Map<String, ObjectNode> cancellations = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> returns = new ConcurrentHashMap<>();
    private final List<JsonNode> searches = new CopyOnWriteArrayList<>();

    /** Puts a cancellation into a status, such as {@code CANCELLATION_REQUEST_PENDING}, at a time, unix seconds. */
    public ObjectNode putCancellation(String id, String order, String status, long updateTime) {
        ObjectNode cancellation = template("cancellation-status-change/requested-by-buyer/tiktok-cancellation.json");
        cancellation.put("cancel_id", id).put("order_id", order).put("cancel_status", status);
        cancellations.put(id, cancellation.put("update_time", updateTime));
        return cancellation;
    }

    /** Puts a return into a status, such as {@code AWAITING_BUYER_SHIP}, at a time, unix seconds. */
    public ObjectNode putReturn(String id, String order, String status, long updateTime) {
        ObjectNode back = template("return-status-change/return-requested/tiktok-return.json");
        back.put("return_id", id).put("order_id", order).put("return_status", status);
        returns.put(id, back.put("update_time", updateTime));
        return back;
    }

    @Override
    public Answer answer(Answer others) {
        return (request, exchange) -> {
            if (request.path().endsWith("/cancellations/search")) {
                found("cancellations", cancellations, "cancel_ids", request.body())
                        .to(request, exchange);
            } else if (request.path().endsWith("/returns/search")) {
                found("return_orders", returns, "return_ids", request.body()).to(request, exchange);
            } else {
                others.to(request, exchange);
            }
        };
    }

    /** The filters of the searches so far. */
    public List<JsonNode> searches() {
        return searches;
    }

    private Answer found(String list, Map<String, ObjectNode> all, String ids, byte[] body) throws IOException {
        JsonNode filter = JSON.readTree(body);
        searches.add(filter);
        ObjectNode data = JSON.createObjectNode().put("next_page_token", "");
        all.forEach((id, entity) -> {
            if (!filter.has(ids) || filter.path(ids).toString().contains('"' + id + '"')) {
                data.withArray(list).add(entity);
            }
        });
        return TikTokShopStub.ok(data.put("total_count", data.path(list).size()).toString());
    }

    private static ObjectNode template(String file) {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(Path.of(EXAMPLES + file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
