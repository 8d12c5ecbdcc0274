package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Announcement;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderMoves;
import io.creatorflow.tiktokshop.sandbox.orders.OrderStatus;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.PackageMoves;
import io.creatorflow.tiktokshop.sandbox.orders.StockNews;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Places orders and moves them on. */
@RestController
@RequestMapping(produces = "application/json")
final class OrderControl {

    private static final int IDS_TOLD = 1000;

    /**
     * What else may happen to an order.
     *
     * @param approve of an answer to a cancel request: whether the order is cancelled; true if left out
     * @param webhooks whether webhooks tell of it, true if left out
     */
    record Happening(@Nullable Boolean approve, @Nullable Boolean webhooks) {
        static final Happening TOLD = new Happening(null, null);
    }

    /**
     * Orders to be packed together.
     *
     * @param orderIds which, at least two of one shop
     * @param webhooks whether a webhook tells of it, true if left out
     */
    record Together(
            @Nullable List<String> orderIds, @Nullable Boolean webhooks) {}

    private final Orders orders;
    private final OrderMoves moves;
    private final PackageMoves packages;
    private final StockNews stock;
    private final Webhooks webhooks;
    private final Lookup lookup;

    OrderControl(Shops shops, Orders orders, OrderMoves moves, StockNews stock, Webhooks webhooks) {
        this.orders = orders;
        this.moves = moves;
        this.packages = new PackageMoves(moves);
        this.stock = stock;
        this.webhooks = webhooks;
        this.lookup = new Lookup(shops, orders);
    }

    /** Places one order or many. */
    @PostMapping("/shops/{shopId}/orders")
    byte[] place(@PathVariable String shopId, @RequestBody(required = false) @Nullable NewOrders given) {
        NewOrders wish = given == null ? NewOrders.ONE : given;
        Shop shop = lookup.shop(shopId);
        List<Order> placed = orders.place(shop, wish.traits(), wish.howMany(), wish.spreadSeconds(), wish.goal());
        if (wish.told()) {
            List<Announcement> news = placed.stream().map(Announcement::status).toList();
            webhooks.tell(stock.with(news, true), wish.webhooksPerSecond());
        }
        return placed(placed);
    }

    /** Moves many orders on. */
    @PostMapping("/orders/move")
    byte[] moveMany(@RequestBody Moves wish) {
        List<Announcement> news = new ArrayList<>();
        List<Order> chosen = chosen(wish);
        chosen.forEach(order -> news.addAll(move(order, wish)));
        tell(news, wish.told(), wish.webhooksPerSecond());
        return new JsonText(40)
                .object()
                .field("moved", chosen.size())
                .field("webhooks", wish.told() ? news.size() : 0)
                .endObject()
                .bytes();
    }

    /** Moves one order on. */
    @PostMapping("/orders/{orderId}/move")
    byte[] move(@PathVariable String orderId, @RequestBody(required = false) @Nullable Moves given) {
        Moves wish = given == null ? Moves.NEXT : given;
        Order order = lookup.order(orderId);
        tell(move(order, wish), wish.told(), 0);
        return shown(order);
    }

    /** The buyer asks to cancel. */
    @PostMapping("/orders/{orderId}/cancel-request")
    byte[] ask(@PathVariable String orderId, @RequestBody(required = false) @Nullable Happening given) {
        Order order = lookup.order(orderId);
        return happened(order, moves.buyerCancels(order), given);
    }

    /** The buyer's request is approved or refused. */
    @PostMapping("/orders/{orderId}/cancel-answer")
    byte[] answer(@PathVariable String orderId, @RequestBody(required = false) @Nullable Happening given) {
        Order order = lookup.order(orderId);
        boolean approve = given == null || given.approve == null || given.approve;
        return happened(order, moves.answerRequest(order, approve), given);
    }

    /** The buyer changes the address. */
    @PostMapping("/orders/{orderId}/address")
    byte[] address(@PathVariable String orderId, @RequestBody(required = false) @Nullable Happening given) {
        Order order = lookup.order(orderId);
        return happened(order, moves.changeAddress(order), given);
    }

    /** Orders are packed together: their packages are gone, and the package of the first holds all. */
    @PostMapping("/packages/combine")
    byte[] combine(@RequestBody Together wish) {
        List<Order> together = wish.orderIds == null
                ? List.of()
                : wish.orderIds.stream().map(lookup::order).toList();
        Announcement news = packages.combine(together);
        tell(List.of(news), wish.webhooks == null || wish.webhooks, 0);
        return news.data().getBytes(StandardCharsets.UTF_8);
    }

    /** Something changes that no webhook tells of. */
    @PostMapping("/orders/{orderId}/touch")
    byte[] touch(@PathVariable String orderId) {
        Order order = lookup.order(orderId);
        return happened(order, moves.touch(order), null);
    }

    private List<Order> chosen(Moves wish) {
        List<String> ids = wish.orderIds();
        if (ids != null) {
            return ids.stream().map(lookup::order).toList();
        }
        String shopId = wish.shopId();
        if (shopId == null) {
            throw new IllegalArgumentException("orderIds or shopId says which orders: give one of the two.");
        }
        OrderStatus from = wish.from() == null ? null : Lookup.status("from", wish.from());
        return orders.of(lookup.shop(shopId)).all().stream()
                .filter(order -> from == null || order.state().status() == from)
                .limit(wish.count() == null ? Long.MAX_VALUE : wish.count())
                .toList();
    }

    private List<Announcement> move(Order order, Moves wish) {
        return wish.goal().equals("NEXT")
                ? moves.next(order)
                : moves.move(order, Lookup.status("to", wish.goal()), wish.canceller());
    }

    private byte[] happened(Order order, List<Announcement> news, @Nullable Happening given) {
        Boolean told = given == null ? Happening.TOLD.webhooks : given.webhooks;
        tell(news, told == null || told, 0);
        return shown(order);
    }

    private void tell(List<Announcement> news, boolean told, double perSecond) {
        if (told) {
            webhooks.tell(stock.with(news, false), perSecond);
        }
    }

    private static byte[] shown(Order order) {
        JsonText json = new JsonText(160).object().field("orderId", order.id());
        json.field("status", order.state().status().name())
                .field("updateTime", order.state().updateTime());
        return json.endObject().bytes();
    }

    private static byte[] placed(List<Order> placed) {
        JsonText json = new JsonText(200 + 22 * Math.min(placed.size(), IDS_TOLD)).object();
        json.field("count", placed.size()).field("firstOrderId", placed.get(0).id());
        json.field("lastOrderId", placed.get(placed.size() - 1).id());
        if (placed.size() <= IDS_TOLD) {
            json.list("orderIds");
            placed.forEach(order -> json.value(order.id()));
            json.endList();
        }
        return json.endObject().bytes();
    }
}
