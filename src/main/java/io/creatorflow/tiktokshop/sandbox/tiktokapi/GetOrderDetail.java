package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.OrderState;
import io.creatorflow.tiktokshop.sandbox.orders.OrderTraits;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** GET /order/202309/orders and /order/202507/orders: up to 50 orders by id; ids that are unknown are simply missing. */
final class GetOrderDetail implements Operation {

    private static final int MOST_IDS = 50;

    private final Orders orders;
    private final OrderJson json;
    private final ShownOrders shown;
    private final ApiSettings settings;

    GetOrderDetail(Orders orders, OrderJson json, ShownOrders shown, ApiSettings settings) {
        this.orders = orders;
        this.json = json;
        this.shown = shown;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "get-order-detail";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public List<String> paths() {
        return List.of("/order/202309/orders", "/order/202507/orders");
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
        data.list("orders");
        for (String id : ids(request.call())) {
            Order order = orders.find(id);
            if (order != null) {
                check(order, request);
                json.write(data, order, state.apply(order));
            }
        }
        data.endList();
    }

    private Set<String> ids(ApiCall call) throws ApiError {
        Set<String> ids = new LinkedHashSet<>(List.of(call.parameter("ids").split(",")));
        if (call.parameter("ids").isEmpty() || ids.size() > MOST_IDS) {
            throw new ApiError(settings.businessErrorStatus(), 21001001, "Invalid parameters. ids: 1 to 50 order ids.");
        }
        return ids;
    }

    private void check(Order order, Request request) throws ApiError {
        if (!order.shop().equals(request.shop())) {
            throw new ApiError(settings.businessErrorStatus(), 21008111, "order or package of another seller");
        }
        if (order.traits().poison() == OrderTraits.Poison.ERROR) {
            throw new ApiError(settings.businessErrorStatus(), 36009003, "Internal error.");
        }
    }
}
