package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.OrderStatus;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import java.util.Arrays;

/** Finds what control input names, or says what to name instead. */
final class Lookup {

    private final Shops shops;
    private final Orders orders;

    Lookup(Shops shops, Orders orders) {
        this.shops = shops;
        this.orders = orders;
    }

    Shop shop(String id) {
        Shop shop = shops.byId(id);
        if (shop == null) {
            throw new IllegalArgumentException("shopId " + id
                    + " is not a shop here: make one by POST /sandbox/shops, or look at GET /sandbox/shops.");
        }
        return shop;
    }

    Seller seller(String openId) {
        Seller seller = shops.seller(openId);
        if (seller == null) {
            throw new IllegalArgumentException(
                    "openId " + openId + " is not a seller here: take sellerOpenId from GET /sandbox/shops.");
        }
        return seller;
    }

    Order order(String id) {
        Order order = orders.find(id);
        if (order == null) {
            throw new IllegalArgumentException(
                    "orderId " + id + " is not an order here: make one by POST /sandbox/shops/{shopId}/orders.");
        }
        return order;
    }

    static OrderStatus status(String field, String name) {
        try {
            return OrderStatus.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    field + " " + name + " is not a status: give one of " + Arrays.toString(OrderStatus.values())
                            + (field.equals("to") ? " or NEXT" : "") + ".",
                    e);
        }
    }
}
