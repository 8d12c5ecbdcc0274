package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderFilter;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.OrderSearch;
import io.creatorflow.tiktokshop.sandbox.orders.OrderState;
import io.creatorflow.tiktokshop.sandbox.orders.OrderStatus;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** POST /order/202309/orders/search: paging and sort in the query, filters in the body. */
final class SearchOrders implements Operation {

    private record Filter(
            @Nullable String order_status,
            @Nullable Long create_time_ge,
            @Nullable Long create_time_lt,
            @Nullable Long update_time_ge,
            @Nullable Long update_time_lt,
            @Nullable String shipping_type,
            @Nullable String buyer_user_id,
            @Nullable Boolean is_buyer_request_cancel,
            @Nullable List<String> warehouse_ids) {}

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Orders orders;
    private final OrderJson json;
    private final ShownOrders shown;
    private final ApiSettings settings;

    SearchOrders(Orders orders, OrderJson json, ShownOrders shown, ApiSettings settings) {
        this.orders = orders;
        this.json = json;
        this.shown = shown;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "search-orders";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> paths() {
        return List.of("/order/202309/orders/search");
    }

    @Override
    public String scope() {
        return "seller.order.info";
    }

    @Override
    public boolean perShop() {
        return true;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        Function<Order, OrderState> state = shown.to(request.chance());
        Timeline.Paging paging = paging(request.call());
        OrderFilter filter = filter(request.call());
        Shop shop = Objects.requireNonNull(request.shop());
        OrderSearch.Found found = OrderSearch.page(orders.of(shop).orders(), filter, paging, state);
        writeToken(data, paging, found.orders().next());
        if (!found.orders().entries().isEmpty()) {
            data.list("orders");
            found.orders().entries().forEach(order -> json.write(data, order, state.apply(order)));
            data.endList();
        }
        data.field("total_count", found.total());
    }

    private void writeToken(JsonText data, Timeline.Paging paging, @Nullable SortKey next) {
        if (next != null) {
            long now = System.currentTimeMillis() / 1000;
            data.field("next_page_token", new PageToken(paging.byUpdate(), paging.ascending(), next, now).text());
        } else if (settings.lastPageToken() == ApiSettings.LastPageToken.EMPTY) {
            data.field("next_page_token", "");
        }
    }

    private Timeline.Paging paging(ApiCall call) throws ApiError {
        int size = size(call.parameter("page_size"));
        boolean byUpdate = oneOf(call, "sort_field", "create_time", "update_time");
        boolean ascending = oneOf(call, "sort_order", "DESC", "ASC");
        String text = call.parameter("page_token");
        if (text.isEmpty()) {
            return new Timeline.Paging(byUpdate, ascending, null, size);
        }
        PageToken token = PageToken.parse(text);
        boolean old = token != null
                && settings.pageTokenSeconds() > 0
                && token.madeAt() + settings.pageTokenSeconds() < System.currentTimeMillis() / 1000;
        if (token == null || old || token.byUpdate() != byUpdate || token.ascending() != ascending) {
            throw invalid("page_token: not one of ours, too old, or made with another sort");
        }
        return new Timeline.Paging(byUpdate, ascending, token.end(), size);
    }

    private int size(String text) throws ApiError {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 100) {
            throw invalid("page_size: 1 to 100");
        }
        return Integer.parseInt(text);
    }

    private boolean oneOf(ApiCall call, String name, String usual, String other) throws ApiError {
        String value = call.parameter(name);
        if (!value.isEmpty() && !value.equals(usual) && !value.equals(other)) {
            throw invalid(name + ": " + usual + " or " + other);
        }
        return value.equals(other);
    }

    private OrderFilter filter(ApiCall call) throws ApiError {
        if (!call.contentType().startsWith("application/json")) {
            throw ApiError.contentType();
        }
        try {
            Filter given =
                    MAPPER.readValue(call.body().length == 0 ? new byte[] {'{', '}'} : call.body(), Filter.class);
            return filter(given);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw invalid("the body is not a filter");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are readable", e);
        }
    }

    private OrderFilter filter(Filter given) throws ApiError {
        OrderFilter filter = new OrderFilter(
                given.order_status == null ? null : OrderStatus.valueOf(given.order_status),
                orElse(given.create_time_ge, 0),
                orElse(given.create_time_lt, Long.MAX_VALUE),
                orElse(given.update_time_ge, 0),
                orElse(given.update_time_lt, Long.MAX_VALUE),
                given.shipping_type,
                given.buyer_user_id,
                given.is_buyer_request_cancel,
                given.warehouse_ids);
        long most = settings.searchMaxDays() * 86_400;
        if (most > 0 && filter.updateLt() - filter.updateGe() > most && filter.createLt() - filter.createGe() > most) {
            throw invalid("the time span is too large");
        }
        return filter;
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private ApiError invalid(String what) {
        return new ApiError(settings.businessErrorStatus(), 21001001, "Invalid parameters. " + what + ".");
    }
}
