package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.Map;

/** Amounts as decimal text, currencies by region. */
public final class Money {

    private static final Map<String, String> CURRENCIES = Map.of(
            "US", "USD", "GB", "GBP", "BR", "BRL", "MX", "MXN", "MY", "MYR", "PH", "PHP", "SG", "SGD", "TH", "THB");

    private Money() {}

    static String text(long cents) {
        return cents == 0 ? "0" : cents / 100 + (cents % 100 < 10 ? ".0" : ".") + cents % 100;
    }

    /** The currency of a region. */
    public static String currency(String region) {
        return CURRENCIES.getOrDefault(region, "EUR");
    }
}
