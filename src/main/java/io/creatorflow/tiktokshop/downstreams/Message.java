package io.creatorflow.tiktokshop.downstreams;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What happened to an entity, before it is written as a CloudEvent.
 *
 * @param type short type such as {@code order.updated.v1}
 * @param shopId TikTok's id of the shop; {@link #NO_SHOP} for what is not of one shop
 * @param kind of the entity, such as {@code order}
 * @param entityId TikTok's id of the entity
 * @param revision of our copy of the entity, from 1
 * @param time when it changed, as TikTok says
 * @param data the content, as the JSON Schema of the type describes it
 */
public record Message(
        String type, String shopId, String kind, String entityId, long revision, Instant time, JsonNode data) {

    /** Stands for the shop where something is not of one shop. */
    public static final String NO_SHOP = "-";

    /** What every type begins with. */
    public static final String TYPE_PREFIX = "com.creatorflow.tiktokshop.";

    /**
     * The id that stays the same on every retry, and differs for two messages about one revision: type, shop, entity and
     * revision. It has no dot, since Standard Webhooks joins what it signs by dots.
     */
    public String id() {
        return type.replace('.', '-') + '_' + shopId + '_' + entityId.replace('.', '-') + '_' + revision;
    }

    /** Another message about the same revision. */
    public Message saying(String anotherType, JsonNode itsData) {
        return new Message(anotherType, shopId, kind, entityId, revision, time, itsData);
    }

    /** The whole type, such as {@code com.creatorflow.tiktokshop.order.updated.v1}. */
    public String wholeType() {
        return TYPE_PREFIX + type;
    }

    /** What receivers must not handle out of order: all messages about one entity. */
    public String partitionKey() {
        return shopId + '/' + kind + '/' + entityId;
    }

    /** The revision as text of 20 digits, so that comparing texts compares revisions. */
    public String sequence() {
        String digits = Long.toString(revision);
        return "0".repeat(20 - digits.length()) + digits;
    }
}
