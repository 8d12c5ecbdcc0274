package io.creatorflow.tiktokshop.downstreams;

/**
 * A message about one revision of an entity, ready to be stored.
 *
 * @param id the same on every attempt
 * @param type short name such as {@code order.updated.v1}
 * @param entityKey the row of the entity that it is about
 * @param cause what made the revision: read, pull or own
 * @param body the CloudEvent, exactly the bytes that every attempt sends
 */
public record SerializedMessage(String id, String type, long entityKey, long revision, String cause, byte[] body) {}
