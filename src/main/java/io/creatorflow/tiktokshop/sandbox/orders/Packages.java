package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packages of orders, which follow from what the orders are, and how detail and search show them. */
public final class Packages {

    private static final String FIRST = "1153";
    private static final String SECOND = "1154";
    private static final String SHARED = "1155";

    private final Orders orders;

    /**
     * Looks at packages.
     *
     * @param orders what they are made of
     */
    public Packages(Orders orders) {
        this.orders = orders;
    }

    static String id(Order order, OrderState state, boolean first) {
        return state.packing().combined()
                ? SHARED + state.packing().together().get(0).id().substring(4)
                : (first ? FIRST : SECOND) + order.id().substring(4);
    }

    static List<String> ids(Order order, OrderState state) {
        return state.split()
                ? List.of(id(order, state, true), id(order, state, false))
                : List.of(id(order, state, true));
    }

    /** The orders in the packages of an order. */
    static List<Order> inside(Order order) {
        Packing packing = order.state().packing();
        return packing.combined() ? packing.together() : List.of(order);
    }

    /** The ids of an order's packages; one that orders share is of the first of them. */
    public List<String> of(Order order) {
        return inside(order).get(0).equals(order) && lines(order).hasPackages() ? ids(order, order.state()) : List.of();
    }

    /** The order of a package, null if there is no such package. */
    public @Nullable Order orderOf(String packageId) {
        if (!packageId.matches("[0-9]{5,21}")) {
            return null;
        }
        for (int tail = 0; tail < 10; tail++) {
            Order order = orders.find("577" + tail + packageId.substring(4));
            if (order != null && of(order).contains(packageId)) {
                return order;
            }
        }
        return null;
    }

    /** Writes the members of a package as detail shows it. */
    public void detail(JsonText json, Order order, String packageId) {
        boolean split = order.state().split();
        json.field("package_id", packageId).field("package_status", status(order, packageId));
        String tag = order.state().packing().combined() ? "COMBINE" : split ? "SPLIT" : "DEFAULT";
        json.field("split_and_combine_tag", tag).field("has_multi_skus", false);
        json.field("note_tag", "BUYER_UNNOTED")
                .field("shipping_type", order.traits().shippingType());
        json.field("handover_method", "DROP_OFF").field("last_mile_tracking_number", "");
        shared(json, order, packageId);
        json.object("weight").field("unit", "GRAM").field("value", "450").endObject();
        json.object("dimension").field("height", "10").field("length", "20");
        json.field("unit", "CM").field("width", "15").endObject();
    }

    /** Writes a package as search shows it, as the next value. */
    public void brief(JsonText json, Order order, String packageId) {
        json.object().field("id", packageId).field("status", status(order, packageId));
        shared(json, order, packageId);
        json.endObject();
    }

    private void shared(JsonText json, Order order, String packageId) {
        boolean shipped = order.state().times().shipped() > 0;
        json.field("create_time", order.createTime())
                .field("update_time", order.state().updateTime());
        json.field("shipping_provider_id", shipped ? LineItemsJson.PROVIDER_ID : "");
        json.field("shipping_provider_name", shipped ? LineItemsJson.PROVIDER : "");
        json.field("tracking_number", shipped ? LineItemsJson.tracking(order) : "");
        json.list("orders");
        inside(order).forEach(packed -> json.object().field("id", packed.id()).endObject());
        json.endList().list("order_line_item_ids");
        inside(order).forEach(packed -> units(json, packed, packageId));
        json.endList();
    }

    private static void units(JsonText json, Order order, String packageId) {
        for (int unit = 1; unit <= order.traits().units(); unit++) {
            if (!order.state().split() || (unit == 1) == packageId.startsWith(FIRST)) {
                json.value(LineItemsJson.unitId(order, unit));
            }
        }
    }

    /** TO_FULFILL is a status of line items only. */
    private String status(Order order, String packageId) {
        return lines(order).packageStatus(!packageId.startsWith(SECOND)).replace("TO_FULFILL", "PROCESSING");
    }

    private LineItemsJson lines(Order order) {
        return new LineItemsJson(orders.of(order.shop()).catalogue(), order, order.state());
    }
}
