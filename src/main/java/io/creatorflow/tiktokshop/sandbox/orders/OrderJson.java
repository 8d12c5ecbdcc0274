package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;

/** Shows an order the way order detail and order search do: unset times left out, unset texts empty. */
public final class OrderJson {

    private static final long DAY = 86_400;
    private static final String ALWAYS_THE_SAME = fixed();

    private final Orders orders;
    private final OrderSettings settings;

    /**
     * Renders orders.
     *
     * @param orders for the shops' catalogues
     * @param settings how early addresses look
     */
    public OrderJson(Orders orders, OrderSettings settings) {
        this.orders = orders;
        this.settings = settings;
    }

    /**
     * Writes one order as the next value.
     *
     * @param json where to
     * @param order which
     * @param state in which of its states
     */
    public void write(JsonText json, Order order, OrderState state) {
        LineItemsJson lines = new LineItemsJson(orders.of(order.shop()).catalogue(), order, state);
        json.object().raw(ALWAYS_THE_SAME);
        identity(json, order, state);
        story(json, state);
        deadlines(json, order, state);
        json.raw("recipient_address", AddressJson.of(order, state, settings));
        lines.writePackages(json);
        if (order.traits().poison() == OrderTraits.Poison.WRONG_TYPE) {
            json.field("line_items", "unreadable");
        } else {
            lines.write(json);
        }
        payment(json, order);
        json.endObject();
    }

    private static void identity(JsonText json, Order order, OrderState state) {
        OrderTraits traits = order.traits();
        boolean tracked = state.status().shipped() || state.times().shipped() > 0;
        json.field("id", order.id()).field("status", state.status().name());
        json.field("create_time", order.createTime()).field("update_time", state.updateTime());
        json.field("is_on_hold_order", traits.onHold()).field("shipping_type", traits.shippingType());
        json.field("buyer_message", traits.buyerMessage());
        json.field("user_id", Long.toString(7_494_000_000_000_000_000L + order.number() % 997));
        json.field("buyer_email", "v1b2c" + order.number() % 997 + "@scs.tiktok.example");
        json.field("has_updated_recipient_address", state.address() > 0);
        json.field("shipping_provider", tracked ? LineItemsJson.PROVIDER : "");
        json.field("shipping_provider_id", tracked ? LineItemsJson.PROVIDER_ID : "");
        json.field("tracking_number", tracked ? LineItemsJson.tracking(order) : "");
        if (state.split() || state.packing().combined()) {
            json.field("split_or_combine_tag", state.split() ? "SPLIT" : "COMBINED");
        }
    }

    private static void story(JsonText json, OrderState state) {
        Times times = state.times();
        Cancellation cancellation = state.cancellation();
        boolean cancelled = state.status() == OrderStatus.CANCELLED;
        json.time("paid_time", times.paid()).time("rts_time", times.shipped());
        json.time("collection_time", times.collected()).time("delivery_time", times.delivered());
        json.time("cancel_time", times.cancelled()).time("request_cancel_time", times.cancelRequested());
        json.field("is_buyer_request_cancel", state.requestOpen());
        json.field("cancel_reason", cancelled && cancellation != null ? cancellation.reason() : "");
        if (cancelled && cancellation != null) {
            json.field("cancellation_initiator", cancellation.by());
        }
    }

    private static void deadlines(JsonText json, Order order, OrderState state) {
        OrderStatus status = state.status();
        if (status == OrderStatus.UNPAID || status == OrderStatus.ON_HOLD || status == OrderStatus.CANCELLED) {
            return;
        }
        long placed = order.createTime();
        json.field("rts_sla_time", placed + 2 * DAY).field("shipping_due_time", placed + 2 * DAY);
        json.field("tts_sla_time", placed + 3 * DAY).field("collection_due_time", placed + 4 * DAY);
        json.field("cancel_order_sla_time", placed + 5 * DAY).field("delivery_due_time", placed + 9 * DAY);
    }

    private void payment(JsonText json, Order order) {
        long goods = 0;
        for (OrderTraits.Item item : order.traits().items()) {
            goods += orders.of(order.shop()).catalogue().skus().get(item.sku()).cents() * item.units();
        }
        json.object("payment").field("currency", Money.currency(order.shop().region()));
        json.field("original_shipping_fee", "3.99").field("original_total_product_price", Money.text(goods));
        json.field("platform_discount", "0").field("seller_discount", "0").field("shipping_fee", "3.99");
        json.field("shipping_fee_cofunded_discount", "0").field("shipping_fee_platform_discount", "0");
        json.field("shipping_fee_seller_discount", "0")
                .field("sub_total", Money.text(goods))
                .field("tax", "0");
        json.field("total_amount", Money.text(goods + 399)).endObject();
    }

    private static String fixed() {
        JsonText json = new JsonText(600).object();
        json.field("commerce_platform", "TIKTOK_SHOP").field("cpf", "");
        json.field("delivery_option_id", "7280000000000000201").field("delivery_option_name", "Standard shipping");
        json.field("delivery_type", "HOME_DELIVERY").field("fulfillment_type", "FULFILLMENT_BY_SELLER");
        json.field("is_cod", false).field("is_replacement_order", false).field("is_sample_order", false);
        json.field("need_upload_invoice", "UNKNOWN").field("order_type", "NORMAL");
        json.field("payment_method_name", "Visa").field("seller_note", "");
        json.field("warehouse_id", WAREHOUSE);
        return json.toString().substring(1);
    }

    /** The one warehouse of every shop. */
    public static final String WAREHOUSE = "7431000000000000101";
}
