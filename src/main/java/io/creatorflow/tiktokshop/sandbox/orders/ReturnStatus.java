package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The statuses of refunds, returns and replacements, and what may follow each (TikTok Shop Partner API, returns). */
enum ReturnStatus {
    RETURN_OR_REFUND_REQUEST_PENDING,
    AWAITING_BUYER_RESPONSE,
    REFUND_OR_RETURN_REQUEST_REJECT,
    AWAITING_BUYER_SHIP,
    BUYER_SHIPPED_ITEM,
    REJECT_RECEIVE_PACKAGE,
    RETURN_OR_REFUND_REQUEST_SUCCESS,
    RETURN_OR_REFUND_REQUEST_COMPLETE,
    RETURN_OR_REFUND_REQUEST_CANCEL,
    REPLACEMENT_REQUEST_PENDING,
    REPLACEMENT_REQUEST_REJECT,
    REPLACEMENT_REQUEST_REFUND_SUCCESS,
    REPLACEMENT_REQUEST_CANCEL,
    REPLACEMENT_REQUEST_COMPLETE;

    static final List<String> TYPES = List.of("REFUND", "RETURN_AND_REFUND", "REPLACEMENT");

    static ReturnStatus first(String type) {
        return type.equals("REPLACEMENT") ? REPLACEMENT_REQUEST_PENDING : RETURN_OR_REFUND_REQUEST_PENDING;
    }

    static ReturnStatus of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "to " + name + " is not a status of a return: give one of " + Arrays.toString(values()) + "."));
    }

    Set<ReturnStatus> mayGoTo(String type) {
        ReturnStatus accepted = type.equals("REFUND") ? RETURN_OR_REFUND_REQUEST_SUCCESS : AWAITING_BUYER_SHIP;
        return switch (this) {
            case RETURN_OR_REFUND_REQUEST_PENDING ->
                EnumSet.of(
                        accepted,
                        AWAITING_BUYER_RESPONSE,
                        REFUND_OR_RETURN_REQUEST_REJECT,
                        RETURN_OR_REFUND_REQUEST_CANCEL);
            case AWAITING_BUYER_RESPONSE, REFUND_OR_RETURN_REQUEST_REJECT ->
                EnumSet.of(accepted, RETURN_OR_REFUND_REQUEST_SUCCESS, RETURN_OR_REFUND_REQUEST_CANCEL);
            case AWAITING_BUYER_SHIP -> EnumSet.of(BUYER_SHIPPED_ITEM, RETURN_OR_REFUND_REQUEST_CANCEL);
            case BUYER_SHIPPED_ITEM -> EnumSet.of(RETURN_OR_REFUND_REQUEST_SUCCESS, REJECT_RECEIVE_PACKAGE);
            case REJECT_RECEIVE_PACKAGE ->
                EnumSet.of(RETURN_OR_REFUND_REQUEST_SUCCESS, RETURN_OR_REFUND_REQUEST_CANCEL);
            case RETURN_OR_REFUND_REQUEST_SUCCESS -> EnumSet.of(RETURN_OR_REFUND_REQUEST_COMPLETE);
            case REPLACEMENT_REQUEST_PENDING ->
                EnumSet.of(
                        REPLACEMENT_REQUEST_COMPLETE,
                        REPLACEMENT_REQUEST_REJECT,
                        REPLACEMENT_REQUEST_REFUND_SUCCESS,
                        REPLACEMENT_REQUEST_CANCEL);
            default -> EnumSet.noneOf(ReturnStatus.class);
        };
    }
}
