package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;

/**
 * Something that happened and that a webhook tells.
 *
 * @param type the webhook's number
 * @param order the order it is about
 * @param status the order's status then
 * @param data the webhook's data, as JSON
 */
public record Announcement(int type, Order order, OrderStatus status, String data) {

    /** What a webhook tells of an order as it is now. */
    public static Announcement status(Order order) {
        OrderState state = order.state();
        JsonText data = new JsonText(160).object();
        data.field("is_on_hold_order", order.traits().onHold()).field("order_id", order.id());
        data.field("order_status", state.status().webhookName()).field("update_time", state.updateTime());
        return new Announcement(1, order, state.status(), data.endObject().toString());
    }

    static Announcement address(Order order) {
        OrderState state = order.state();
        JsonText data = new JsonText(80).object().field("order_id", order.id());
        data.field("update_time", state.updateTime());
        return new Announcement(3, order, state.status(), data.endObject().toString());
    }

    /** Packages have been replaced by those of the order: sc_type SPLIT or COMBINE. */
    static Announcement packed(Order order, String how) {
        JsonText data = new JsonText(240).object().field("sc_type", how).field("role_type", "ROLE_SELLER");
        data.list("package_list");
        for (String id : Packages.ids(order, order.state())) {
            data.object().field("package_id", id).list("order_id_list");
            Packages.inside(order).forEach(packed -> data.value(packed.id()));
            data.endList().endObject();
        }
        data.endList().field("update_time", order.state().updateTime());
        return new Announcement(
                4, order, order.state().status(), data.endObject().toString());
    }

    static Announcement comesBack(AfterSale sale) {
        JsonText data =
                new JsonText(240).object().field("order_id", sale.order().id());
        data.field("return_id", sale.id()).field("return_type", sale.type()).field("return_status", sale.status());
        data.field("return_role", sale.by()).field("create_time", sale.createTime());
        data.field("update_time", sale.updateTime());
        return new Announcement(
                12,
                sale.order(),
                sale.order().state().status(),
                data.endObject().toString());
    }

    static Announcement cancellation(Order order, Cancellation cancellation, String cancelStatus) {
        JsonText data = new JsonText(200).object().field("cancel_id", cancellation.id());
        data.field("cancel_status", "CANCELLATION_REQUEST_" + cancelStatus);
        data.field("cancellations_role", cancellation.by()).field("create_time", cancellation.created());
        data.field("order_id", order.id());
        return new Announcement(
                11, order, order.state().status(), data.endObject().toString());
    }
}
