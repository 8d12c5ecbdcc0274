package io.creatorflow.tiktokshop.downstreams;

import java.time.Instant;

/**
 * A message about one revision of an entity, ready to be stored.
 *
 * @param id the same on every attempt
 * @param type short name such as {@code order.updated.v1}
 * @param shopId TikTok's id of the shop
 * @param entityKey the row of the entity that it is about
 * @param cause what made the revision: read, pull, event or own
 * @param time when it changed, as TikTok says
 * @param body the CloudEvent, exactly the bytes that every attempt sends
 */
public record SerializedMessage(
        String id, String type, String shopId, long entityKey, long revision, String cause, Instant time, byte[] body) {

    /** Serializes a message about the entity in this row. */
    public static SerializedMessage of(Message message, long entityKey, String cause) {
        return of(message, message.data().toString(), entityKey, cause);
    }

    /** The same, of a message whose data is written already as this JSON text. */
    public static SerializedMessage of(Message message, String data, long entityKey, String cause) {
        return new SerializedMessage(
                message.id(),
                message.type(),
                message.shopId(),
                entityKey,
                message.revision(),
                cause,
                message.time(),
                CloudEvents.bytes(message, data, null));
    }
}
