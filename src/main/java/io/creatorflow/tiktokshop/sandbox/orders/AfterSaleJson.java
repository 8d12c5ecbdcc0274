package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale.Kind;

/** Shows a cancellation or a return the way its search does. */
public final class AfterSaleJson {

    private static final long DAY = 86_400;

    private final Orders orders;

    /**
     * Renders cancellations and returns.
     *
     * @param orders for the shops' catalogues
     */
    public AfterSaleJson(Orders orders) {
        this.orders = orders;
    }

    /** Writes one as the next value. */
    public void write(JsonText json, AfterSale sale) {
        String prefix = sale.kind().prefix();
        json.object().field(prefix + "_id", sale.id());
        json.field("order_id", sale.order().id()).field(prefix + "_type", sale.type());
        json.field(prefix + "_status", sale.status()).field("role", sale.by());
        json.field(prefix + "_reason", sale.reason()).field(prefix + "_reason_text", "Changed my mind");
        json.field("create_time", sale.createTime()).field("update_time", sale.updateTime());
        if (sale.kind() == Kind.RETURN) {
            shipping(json, sale);
        }
        nextAction(json, sale);
        long total = units(json, sale);
        refund(json, sale, total);
        json.endObject();
    }

    private static void shipping(JsonText json, AfterSale sale) {
        boolean shipped = sale.status().equals(ReturnStatus.BUYER_SHIPPED_ITEM.name());
        json.field("can_buyer_keep_item", false)
                .field("combined_return_id", "")
                .field("is_combined_return", false)
                .field("pre_return_id", "")
                .field("next_return_id", "");
        json.field("handover_method", "DROP_OFF")
                .field("return_method", "BUYER_SHIPPED")
                .field("shipment_type", "PLATFORM");
        json.field("return_provider_id", shipped ? LineItemsJson.PROVIDER_ID : "")
                .field("return_provider_name", shipped ? LineItemsJson.PROVIDER : "")
                .field("return_tracking_number", shipped ? LineItemsJson.tracking(sale.order()) : "");
        json.list("discount_amount").endList().list("shipping_fee_amount").object();
        json.field("currency", currency(sale)).field("buyer_paid_return_shipping_fee", "0");
        json.field("platform_paid_return_shipping_fee", "0").field("seller_paid_return_shipping_fee", "2.50");
        json.endObject().endList();
    }

    private static void nextAction(JsonText json, AfterSale sale) {
        json.list("seller_next_action_response");
        String action = action(sale);
        if (!action.isEmpty()) {
            json.object().field("action", action).field("deadline", sale.updateTime() + DAY);
            json.endObject();
        }
        json.endList();
    }

    private static String action(AfterSale sale) {
        if (sale.kind() == Kind.CANCELLATION) {
            return sale.status().endsWith("_PENDING") ? "SELLER_RESPOND_CANCEL" : "";
        }
        return switch (ReturnStatus.of(sale.status())) {
            case RETURN_OR_REFUND_REQUEST_PENDING ->
                sale.type().equals("REFUND") ? "SELLER_RESPOND_REFUND" : "SELLER_RESPOND_RETURN";
            case REPLACEMENT_REQUEST_PENDING -> "SELLER_RESPOND_REPLACEMENT";
            case BUYER_SHIPPED_ITEM -> "SELLER_RESPOND_RECEIVE_PACKAGE";
            default -> "";
        };
    }

    /** Returns the price of all units, in hundredths. */
    private long units(JsonText json, AfterSale sale) {
        String line = sale.kind().prefix() + "_line_item";
        long total = 0;
        int unit = 0;
        json.list(line + "s");
        for (OrderTraits.Item item : sale.order().traits().items()) {
            Sku sku = orders.of(sale.order().shop()).catalogue().skus().get(item.sku());
            for (int i = 0; i < item.units(); i++) {
                total += sku.cents();
                unit++;
                json.object().field(line + "_id", sale.id().substring(2) + unit);
                json.field("order_line_item_id", LineItemsJson.unitId(sale.order(), unit))
                        .raw(sku.naming());
                refund(json, sale, sku.cents());
                json.endObject();
            }
        }
        json.endList();
        return total;
    }

    private static void refund(JsonText json, AfterSale sale, long cents) {
        String amount = Money.text(cents);
        json.object("refund_amount").field("currency", currency(sale)).field("refund_total", amount);
        json.field("refund_subtotal", amount).field("refund_shipping_fee", "0").field("refund_tax", "0");
        json.endObject();
    }

    private static String currency(AfterSale sale) {
        return Money.currency(sale.order().shop().region());
    }
}
