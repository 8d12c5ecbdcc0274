package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** POST /fulfillment/202309/packages/search: packages in brief, the oldest order first; a page holds whole orders. */
final class SearchPackages implements Operation {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Orders orders;
    private final Packages packages;
    private final ApiSettings settings;

    SearchPackages(Orders orders, Packages packages, ApiSettings settings) {
        this.orders = orders;
        this.packages = packages;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "search-packages";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> paths() {
        return List.of("/fulfillment/202309/packages/search");
    }

    @Override
    public String scope() {
        return "seller.fulfillment.basic";
    }

    @Override
    public boolean perShop() {
        return true;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        int size = size(request.call().parameter("page_size"));
        SortKey after = after(request.call().parameter("page_token"));
        JsonNode filter = filter(request.call().body());
        List<Order> found = orders.of(Objects.requireNonNull(request.shop())).all().stream()
                .filter(order -> inside(filter, "create_time", order.createTime()))
                .filter(order -> inside(filter, "update_time", order.state().updateTime()))
                .filter(order -> !packages.of(order).isEmpty())
                .toList();
        List<Order> rest =
                found.stream().filter(order -> key(order).compareTo(after) > 0).toList();
        List<Order> page = rest.subList(0, Math.min(size / 2, rest.size()));
        data.list("packages");
        page.forEach(order -> packages.of(order).forEach(id -> packages.brief(data, order, id)));
        data.endList().field("next_page_token", rest.size() > page.size() ? token(page.get(page.size() - 1)) : "");
        data.field(
                "total_count",
                found.stream().mapToInt(order -> packages.of(order).size()).sum());
    }

    private static SortKey key(Order order) {
        return new SortKey(order.createTime(), order.number());
    }

    private static String token(Order last) {
        return new PageToken(false, true, key(last), System.currentTimeMillis() / 1000).text();
    }

    private static boolean inside(JsonNode filter, String time, long value) {
        return value >= filter.path(time + "_ge").asLong(0)
                && value < filter.path(time + "_lt").asLong(Long.MAX_VALUE);
    }

    private SortKey after(String text) throws ApiError {
        PageToken token = PageToken.parse(text);
        if (token == null && !text.isEmpty()) {
            throw invalid("page_token: not one of ours");
        }
        return token == null ? SortKey.FIRST : token.end();
    }

    private int size(String text) throws ApiError {
        int size = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (size < 1 || size > 50) {
            throw invalid("page_size: 1 to 50");
        }
        return Math.max(2, size);
    }

    private JsonNode filter(byte[] body) throws ApiError {
        try {
            return MAPPER.readTree(body.length == 0 ? new byte[] {'{', '}'} : body);
        } catch (IOException e) {
            throw invalid("the body is not a filter");
        }
    }

    private ApiError invalid(String what) {
        return new ApiError(settings.businessErrorStatus(), 21001001, "Invalid parameters. " + what + ".");
    }
}
