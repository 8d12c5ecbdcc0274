package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;

/** The line items of an order, one per unit, and its packages. */
final class LineItemsJson {

    static final String PROVIDER = "Royal Mail";
    static final String PROVIDER_ID = "7120000000000000301";

    private final Catalogue catalogue;
    private final Order order;
    private final OrderState state;

    LineItemsJson(Catalogue catalogue, Order order, OrderState state) {
        this.catalogue = catalogue;
        this.order = order;
        this.state = state;
    }

    static String tracking(Order order) {
        return "RM" + order.number() % 1_000_000_000L + "GB";
    }

    static String unitId(Order order, int unit) {
        return order.id() + threeDigits(unit);
    }

    void writePackages(JsonText json) {
        json.list("packages");
        if (hasPackages()) {
            Packages.ids(order, state)
                    .forEach(id -> json.object().field("id", id).endObject());
        }
        json.endList();
    }

    void write(JsonText json) {
        json.list("line_items");
        int unit = 0;
        for (OrderTraits.Item item : order.traits().items()) {
            Sku sku = catalogue.skus().get(item.sku());
            for (int i = 0; i < item.units(); i++) {
                writeUnit(json, sku, ++unit);
            }
        }
        json.endList();
    }

    private void writeUnit(JsonText json, Sku sku, int unit) {
        boolean first = unit == 1;
        boolean shipped = state.status() == OrderStatus.PARTIALLY_SHIPPING
                ? first
                : state.times().shipped() > 0;
        json.object().raw(sku.fixedFields()).field("id", unitId(order, unit));
        json.field("display_status", displayStatus(first));
        json.field("package_id", hasPackages() ? Packages.id(order, state, first || !state.split()) : "");
        if (state.status() != OrderStatus.UNPAID) {
            json.field("package_status", packageStatus(first));
        }
        json.time("rts_time", shipped ? state.times().shipped() : 0);
        json.field("shipping_provider_id", shipped ? PROVIDER_ID : "");
        json.field("shipping_provider_name", shipped ? PROVIDER : "");
        json.field("tracking_number", shipped ? tracking(order) : "");
        Cancellation cancellation = state.cancellation();
        if (state.status() == OrderStatus.CANCELLED && cancellation != null) {
            json.field("cancel_reason", cancellation.reason()).field("cancel_user", cancellation.by());
        }
        json.endObject();
    }

    boolean hasPackages() {
        boolean paid = state.times().paid() > 0 && state.status() != OrderStatus.ON_HOLD;
        return order.shop().region().equals("US") ? state.times().shipped() > 0 : paid;
    }

    private String displayStatus(boolean firstUnit) {
        return switch (state.status()) {
            case ON_HOLD -> "AWAITING_SHIPMENT";
            case PARTIALLY_SHIPPING -> firstUnit ? "AWAITING_COLLECTION" : "AWAITING_SHIPMENT";
            default -> state.status().name();
        };
    }

    String packageStatus(boolean firstUnit) {
        return switch (state.status()) {
            case PARTIALLY_SHIPPING -> firstUnit ? "PROCESSING" : "TO_FULFILL";
            case AWAITING_COLLECTION -> "PROCESSING";
            case IN_TRANSIT -> "FULFILLING";
            case DELIVERED, COMPLETED -> "COMPLETED";
            case CANCELLED -> "CANCELLED";
            case UNPAID, ON_HOLD, AWAITING_SHIPMENT -> "TO_FULFILL";
        };
    }

    private static String threeDigits(int number) {
        return number < 10 ? "00" + number : number < 100 ? "0" + number : Integer.toString(number);
    }
}
