package io.creatorflow.tiktokshop.operations;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller asked for: the parameters of path and query, or the members of a body. Each is checked as it is read. */
record Asked(Map<String, Object> values) {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** A text; null when it is not given. */
    @Nullable
    String text(String name) {
        Object value = values.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    /** A text that has to be given. */
    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw OperationRefused.bad(name + " is missing.", "Give " + name + ".");
        }
        return value;
    }

    /** TikTok's id of an order, which has to be given: digits (TikTok Shop Partner API, Get Order Detail). */
    String order() {
        String id = required("order");
        if (!id.matches("[0-9]{6,32}")) {
            throw OperationRefused.bad(
                    "order is no id: " + shown(id) + ".", "Give TikTok's id of the order: 6 to 32 digits.");
        }
        return id;
    }

    /** A whole number; null when it is not given. */
    @Nullable
    Long number(String name) {
        String value = text(name);
        if (value != null && !value.matches("[0-9]{1,18}")) {
            throw OperationRefused.bad(name + " is no number: " + shown(value) + ".", "Give digits only.");
        }
        return value == null ? null : Long.valueOf(value);
    }

    /** A number that has to be given. */
    long requiredNumber(String name) {
        required(name);
        Long number = number(name);
        return number == null ? 0 : number;
    }

    /** The parameters of a list: these texts, each null where it is not given, and how many on a page. */
    Map<String, Object> list(String... texts) {
        Map<String, Object> list = new HashMap<>();
        for (String name : texts) {
            list.put(name, text(name));
        }
        list.put("limit", limit());
        return list;
    }

    /** How many on a page. */
    int limit() {
        Long limit = number("limit");
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw OperationRefused.bad("limit is " + limit + ".", "Give a limit from 1 to " + MOST + ".");
        }
        return limit == null ? USUAL : limit.intValue();
    }

    /** A time; null when it is not given. A day alone is its beginning in UTC. */
    @Nullable
    Instant time(String name) {
        String value = text(name);
        try {
            if (value == null) {
                return null;
            }
            return value.length() == "2026-01-01".length()
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw OperationRefused.bad(
                    name + " is no time: " + shown(value) + ".",
                    "Give a day or a time of RFC 3339: 2026-01-31T09:00:00Z.");
        }
    }

    /** Yes or no. */
    boolean flag(String name) {
        String value = text(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw OperationRefused.bad(name + " is neither true nor false.", "Give true or false.");
        }
        return "true".equals(value);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "" : value.length() > 40 ? value.substring(0, 40) + "…" : value;
    }
}
