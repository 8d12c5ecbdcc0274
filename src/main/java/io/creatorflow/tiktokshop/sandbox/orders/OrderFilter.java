package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order search asks for; null means all. Times are unix seconds, {@code Ge} inclusive, {@code Lt} exclusive.
 *
 * @param status one status
 * @param createGe earliest create_time
 * @param createLt end of create_time
 * @param updateGe earliest update_time
 * @param updateLt end of update_time
 * @param shippingType SELLER or TIKTOK
 * @param buyerUserId user_id
 * @param buyerRequestCancel is_buyer_request_cancel
 * @param warehouseIds any of these
 */
public record OrderFilter(
        @Nullable OrderStatus status,
        long createGe,
        long createLt,
        long updateGe,
        long updateLt,
        @Nullable String shippingType,
        @Nullable String buyerUserId,
        @Nullable Boolean buyerRequestCancel,
        @Nullable List<String> warehouseIds) {

    /** Whether nothing but times is asked for. */
    boolean isOfTimesOnly() {
        return status == null
                && shippingType == null
                && buyerUserId == null
                && buyerRequestCancel == null
                && warehouseIds == null;
    }

    boolean accepts(Order order, OrderState state) {
        return order.createTime() >= createGe
                && order.createTime() < createLt
                && state.updateTime() >= updateGe
                && state.updateTime() < updateLt
                && (status == null || state.status() == status)
                && (shippingType == null || order.traits().shippingType().equals(shippingType))
                && (buyerRequestCancel == null || state.requestOpen() == buyerRequestCancel)
                && (warehouseIds == null || warehouseIds.contains(OrderJson.WAREHOUSE))
                && (buyerUserId == null
                        || buyerUserId.equals(Long.toString(7_494_000_000_000_000_000L + order.number() % 997)));
    }

    Timeline.Span span() {
        return new Timeline.Span(createGe, createLt, updateGe, updateLt);
    }
}
