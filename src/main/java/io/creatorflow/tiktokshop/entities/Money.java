package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Amounts as our messages write them. TikTok writes the same amount as {@code "0"}, {@code "0.00"} or a number; ours has
 * the decimals that its currency usually has (ISO 4217), more if they say something, and is never rounded.
 */
final class Money {

    private static final Map<String, Integer> DECIMALS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Currency::getCurrencyCode, currency -> Math.max(0, currency.getDefaultFractionDigits())));

    /** More digits than any amount has; "1e999999999" would fill the memory. */
    private static final int MOST_DIGITS = 30;

    private Money() {}

    /**
     * An amount of money.
     *
     * @param amount as text, or null
     * @param currency its ISO 4217 code, or null
     * @return {@code {"amount": "14.90", "currency": "GBP"}}; null if there is no amount
     * @throws MappingException if the amount is no decimal number, or has no currency
     */
    static JsonNode of(JsonNode amount, JsonNode currency) {
        if (amount.isNull()) {
            return NullNode.instance;
        }
        if (currency.isNull()) {
            throw new MappingException("an amount has no currency");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", canonical(amount.textValue(), currency.textValue()))
                .put("currency", currency.textValue());
    }

    private static String canonical(String amount, String currency) {
        try {
            BigDecimal exact = new BigDecimal(amount).stripTrailingZeros();
            if (Math.abs(exact.scale()) + exact.precision() <= MOST_DIGITS) {
                int decimals = Math.max(exact.scale(), DECIMALS.getOrDefault(currency, 0));
                return exact.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
            }
        } catch (NumberFormatException e) {
            // refused below, as one that is too long
        }
        throw MappingException.unreadable("an amount", amount);
    }
}
