package io.creatorflow.tiktokshop.entities;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statuses of an order in the order of its life (TikTok Shop Partner API, order status).
 */
public enum Lifecycle {
    /** Placed, not paid. */
    UNPAID,
    /** Paid; the hour in which the buyer may still cancel alone. */
    ON_HOLD,
    /** To be shipped. */
    AWAITING_SHIPMENT,
    /** Some units of a split order are shipped. */
    PARTIALLY_SHIPPING,
    /** All arranged; the carrier does not have everything yet. */
    AWAITING_COLLECTION,
    /** The carrier has everything. */
    IN_TRANSIT,
    /** The buyer has everything. */
    DELIVERED,
    /** The time for returns is over, or everything is refunded. */
    COMPLETED,
    /** Every unit is cancelled. Nothing follows, so it ranks above all others. */
    CANCELLED;

    private static final Map<String, Lifecycle> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Lifecycle::word, Function.identity()));

    private final String word;

    Lifecycle() {
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** The word our messages use, such as {@code awaiting_shipment}. */
    public String word() {
        return word;
    }

    /** The status of that word, or null if this version does not know it. */
    public static @Nullable Lifecycle of(@Nullable String word) {
        return word == null ? null : BY_WORD.get(word);
    }

    /** Whether a parcel with this status has been handed on or is about to be: everything is arranged, not cancelled. */
    public boolean shipped() {
        return compareTo(AWAITING_COLLECTION) >= 0 && this != CANCELLED;
    }
}
