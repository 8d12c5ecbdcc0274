package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an order goes to. TikTok masks or empties the address while an order is unpaid or on hold, in the US also once it
 * is cancelled and 30 days after completion, and more widely where TikTok ships; what was once seen clear is kept.
 */
public final class Recipient {

    private static final List<String> SHORT = List.of("name", "first_name", "last_name", "phone_number", "postal_code");
    private static final List<String> ADDRESS = List.of(
            "full_address", "address_detail", "address_line1", "address_line2", "address_line3", "address_line4");

    private Recipient() {}

    /**
     * Whether TikTok's {@code recipient_address} hides something: it is not there, names nobody or no place, or holds
     * asterisks (one in a name, phone or postal code; two in a row in the lines of the address, where a buyer may write
     * one).
     *
     * @param address the object as TikTok sends it, or null or missing
     */
    public static boolean masked(@Nullable JsonNode address) {
        if (address == null || !address.isObject()) {
            return true;
        }
        boolean nobody = SHORT.subList(0, 3).stream()
                .allMatch(field -> text(address, field).isBlank());
        boolean nowhere =
                ADDRESS.stream().allMatch(field -> text(address, field).isBlank());
        return nobody
                || nowhere
                || SHORT.stream().anyMatch(field -> text(address, field).contains("*"))
                || ADDRESS.stream().anyMatch(field -> text(address, field).contains("**"));
    }

    /**
     * Which of two recipients of one order stands. A clear one beats a masked one, then the later {@code asOf} wins, then
     * (two different answers of the same second) the greater text: any order of arrival ends with the same.
     *
     * @param previous the {@code recipient} of our order as kept, or null or missing
     * @param next the {@code recipient} just read
     */
    public static JsonNode merge(@Nullable JsonNode previous, JsonNode next) {
        if (previous == null || !previous.isObject()) {
            return next;
        }
        int order = Boolean.compare(
                previous.path("masked").asBoolean(), next.path("masked").asBoolean());
        if (order == 0) {
            order = text(next, "asOf").compareTo(text(previous, "asOf"));
        }
        if (order == 0) {
            order = next.toString().compareTo(previous.toString());
        }
        return order > 0 ? next : previous;
    }

    /**
     * Whether an order goes to somebody else, or elsewhere. Of one that TikTok hides, nobody can tell.
     *
     * @param previous the {@code recipient} of our order as it was kept
     * @param next as it is kept now
     */
    static boolean changed(JsonNode previous, JsonNode next) {
        return clear(previous) && clear(next) && !told(previous).equals(told(next));
    }

    private static boolean clear(JsonNode recipient) {
        return recipient.isObject() && !recipient.path("masked").asBoolean();
    }

    private static ObjectNode told(JsonNode recipient) {
        ObjectNode told = recipient.deepCopy();
        told.remove("asOf");
        return told;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
