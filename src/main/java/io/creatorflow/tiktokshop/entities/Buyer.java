package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What our entities hold of a buyer: the fields {@code buyer}, {@code recipient} and {@code sellerNote}, at any depth. Once
 * erased, an entity says so by {@code buyerErased}, and nothing that is read later brings the buyer back.
 */
public final class Buyer {

    private static final String ERASED = "buyerErased";
    private static final String RECIPIENT = "recipient";
    private static final Set<String> GONE = Set.of("buyer", "sellerNote");

    private Buyer() {}

    /** Whether the buyer of this entity was erased. */
    public static boolean isErased(JsonNode entity) {
        return entity.path(ERASED).asBoolean();
    }

    /**
     * Erases the buyer. The same entity always ends as the same text, so that one which is read again later is found
     * unchanged.
     *
     * @param entity our normalized entity, or the data of a message
     * @return whether anything changed
     */
    public static boolean erase(ObjectNode entity) {
        String before = entity.toString();
        if (strip(entity, entity.path("updatedAt"))) {
            entity.remove(ERASED);
            entity.put(ERASED, true);
        }
        return !before.equals(entity.toString());
    }

    /** Whether the life of an entity is over, so that nobody needs its buyer for long any more. */
    public static boolean isDone(String kind, int rank) {
        return kind.equals("order") && rank >= Lifecycle.COMPLETED.ordinal();
    }

    private static boolean strip(JsonNode node, JsonNode asOf) {
        boolean held = false;
        if (node instanceof ObjectNode object) {
            int fields = object.size();
            object.remove(GONE);
            held = object.size() < fields || object.has(RECIPIENT);
            if (object.has(RECIPIENT)) {
                object.set(RECIPIENT, nobody(asOf));
            }
        }
        for (JsonNode child : node) {
            held |= strip(child, asOf);
        }
        return held;
    }

    /** A recipient whom TikTok hides wholly looks the same, so receivers know the form. */
    private static ObjectNode nobody(JsonNode asOf) {
        ObjectNode nobody = JsonNodeFactory.instance.objectNode().put("masked", true);
        nobody.set("asOf", asOf);
        nobody.putArray("districts");
        return nobody;
    }
}
