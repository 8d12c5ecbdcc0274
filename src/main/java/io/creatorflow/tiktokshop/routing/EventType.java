package io.creatorflow.tiktokshop.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The webhook types of TikTok Shop, by the number and the name that the Partner API documentation gives them, and where
 * in {@code data} the ids of entities stand. Types from 56 on are known from release notes only.
 */
public enum EventType {
    ORDER_STATUS_CHANGE(1, "order", timed("order", "order_id")),
    REVERSE_STATUS_UPDATE(2),
    RECIPIENT_ADDRESS_UPDATE(3, "order", timed("order", "order_id")),
    PACKAGE_UPDATE(
            4, "package", named("order", "package_list/order_id_list"), named("package", "package_list/package_id")),
    PRODUCT_STATUS_CHANGE(5, "product", timed("product", "product_id")),
    SELLER_DEAUTHORIZATION(6, "authorization"),
    UPCOMING_AUTHORIZATION_EXPIRATION(7, "authorization"),
    CANCELLATION_STATUS_CHANGE(
            11, "cancellation", since("order", "order_id", "create_time"), named("cancellation", "cancel_id")),
    RETURN_STATUS_CHANGE(12, "return", named("order", "order_id"), timed("return", "return_id")),
    NEW_CONVERSATION(13),
    NEW_MESSAGE(14),
    PRODUCT_INFORMATION_CHANGE(15, "product", timed("product", "product_id")),
    PRODUCT_CREATION(16, "product", timed("product", "product_id")),
    SHOPPABLE_CONTENT_POSTING(17),
    PRODUCT_CATEGORY_CHANGE(18, "product", timed("product", "product_id")),
    SIZE_CHART_CHANGE(19),
    CREATOR_DEAUTHORIZATION(20),
    INBOUND_FBT_ORDER_STATUS_CHANGE(21),
    FBT_MERCHANT_ONBOARDING(22),
    GOODS_MATCH(23),
    FBT_INVENTORY_UPDATE(24),
    OPPORTUNITY_MATCHING_STATUS_CHANGE(25),
    INVENTORY_STATUS_CHANGE(27, "stock-alert", named("stock", "product_id")),
    NEW_MESSAGE_LISTENER(33),
    TOKOPEDIA_MIRROR_STATUS_CHANGE(35),
    INVOICE_STATUS_CHANGE(36, "invoice", named("order", "order_ids"), named("package", "package_id")),
    PRODUCT_AUDIT_STATUS_CHANGE(37, "product", timed("product", "product_id")),
    STRIKETHROUGH_PRICE_EXPIRED(38, "product", named("product", "product_id")),
    ACTIVITY_STATUS_CHANGE(39),
    COMBINED_LISTING_CHANGE(
            42,
            "product",
            named("product", "products/id"),
            named("product", "added_product_ids"),
            named("product", "removed_product_ids")),
    IMAGE_TRANSLATION_COMPLETED(46),
    SKU_STATUS_CHANGE(50, "product", named("product", "product_id")),
    GLOBAL_REPLICATION_STATUS_CHANGE(
            51, "replication", elsewhere("product", "replicated_product/product_id", "replicated_product/region")),
    GLOBAL_LISTING_METHOD_CHANGE(52),
    VIDEO_PRECHECK_RESULT(55),
    SAMPLE_APPLICATION_STATUS_CHANGE(56),
    FBT_MCF_ORDER_STATUS(58),
    SHOPPABLE_VIDEO_PRECHECK_TASKS_RESULT(59),
    PRODUCT_PACKAGE_RECOMMENDED(62),
    ACTIVITY_CHANGE(63),
    AFTERSALES_REQUEST_STATUS_UPDATE(64),
    RMA_STATUS_UPDATE(65),
    APPEAL_COMPLETED(66),
    REFUND_SUCCESS(67, "refund", named("order", "line_items/main_order_id")),
    INVENTORY_CHANGED(68, "stock", named("stock", "product_id")),
    INVENTORY_CHANGED_BY_SHOP(71);

    private static final Map<Integer, EventType> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toMap(type -> type.number, Function.identity()));

    /**
     * Where an event names entities of a kind.
     *
     * @param path names of the fields, outermost first and joined by {@code /}, that lead to ids; lists are walked
     * @param since the field of {@code data} with a time before which the entity was not updated last, so that an older answer is
     *     stale; empty when the event tells none
     * @param region names of the fields that lead to the market in whose shop of the seller the entities are; empty when they
     *     are in the shop that the event names
     */
    record Naming(String kind, String path, String since, String region) {

        /** Whether the entities are in the seller's shop of another market. */
        boolean isElsewhere() {
            return !region.isEmpty();
        }
    }

    private final int number;
    private final String family;
    private final List<Naming> namings;

    EventType(int number) {
        this(number, "");
    }

    EventType(int number, String family, Naming... namings) {
        this.number = number;
        this.family = family;
        this.namings = List.of(namings);
    }

    private static Naming named(String kind, String path) {
        return new Naming(kind, path, "", "");
    }

    private static Naming timed(String kind, String path) {
        return since(kind, path, "update_time");
    }

    /** A cancellation of whatever status tells when it was asked for, and that has updated the order. */
    private static Naming since(String kind, String path, String since) {
        return new Naming(kind, path, since, "");
    }

    private static Naming elsewhere(String kind, String path, String region) {
        return new Naming(kind, path, "", region);
    }

    /** The type with this number, or nothing for one that TikTok has added since. */
    public static Optional<EventType> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /**
     * The type of a body that has no envelope, so no number, and is known by its fields; nothing for any other. Only 68 comes
     * like this.
     */
    static Optional<EventType> withoutEnvelope(JsonNode body) {
        boolean stock = body.has("product_id") && body.has("quantity_snapshot_after_change");
        return stock ? Optional.of(INVENTORY_CHANGED) : Optional.empty();
    }

    /** The number in the field {@code type} of the envelope. */
    public int number() {
        return number;
    }

    /** The branch of the router that looks at what the event is about; empty for an event that is only kept. */
    String family() {
        return family;
    }

    /** Whether the router has a branch for it: such events have to reach us. */
    public boolean hasBranch() {
        return !family.isEmpty();
    }

    /** Where the ids of entities stand. */
    List<Naming> names() {
        return namings;
    }

    /** Where the ids of entities of this kind stand; empty where the event names none. */
    List<Naming> names(String kind) {
        return namings.stream().filter(naming -> naming.kind().equals(kind)).toList();
    }
}
