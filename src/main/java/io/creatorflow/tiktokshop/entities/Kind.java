package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of entity, and all that is its own: how it is asked for, where it stands in an answer, and what a change of it
 * says. Hints, merging, parking and pulls are the same for all. How TikTok's fields become ours stands in
 * {@code mappings/<name>.jslt}; our entity has its id in {@link #identifiedBy}, and its {@code status} and {@code updatedAt}
 * where there are such.
 */
public interface Kind {

    /** The name that its hints, copies and mapping go by, such as {@code order}. */
    String name();

    /** How many of them are called, as in the names of routes. */
    default String plural() {
        return name() + "s";
    }

    /** The field of our entity that holds its id. */
    default String identifiedBy() {
        return name() + "Id";
    }

    /** How many are read by one call. */
    int idsPerCall();

    /** The call that reads these, at most {@link #idsPerCall}. */
    ApiRequest read(String shopId, List<String> ids);

    /**
     * The call for the first page of those that were updated in a window.
     *
     * @param from inclusive
     * @param to exclusive
     */
    default ApiRequest changed(String shopId, Instant from, Instant to) {
        throw new UnsupportedOperationException("TikTok Shop does not list what changed of each " + name());
    }

    /** Whether a call tells of it, so that what goes back in the lifecycle is read once more before it is believed. */
    default boolean isRead() {
        return true;
    }

    /** The list of entities in the {@code data} of an answer to either call. */
    JsonNode listed(JsonNode data);

    /** Whether {@link #changed} tells less of an entity than {@link #read}: what it lists is then read, not merged. */
    default boolean listedInBrief() {
        return false;
    }

    /** The id of an entity as TikTok tells it; empty when it has none. */
    String id(JsonNode source);

    /** When TikTok Shop updated an entity, as it tells it; null when it does not say. */
    default @Nullable Instant updatedAt(JsonNode source) {
        long seconds = source.path("update_time").asLong(0);
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }

    /** Which facts stand, given which are newer: those, unless the older ones know something better. */
    default Facts standing(Facts newer, Facts older) {
        return newer;
    }

    /** Adds to our entity what follows from it at this time. */
    default void complete(ObjectNode content, Instant now) {}

    /**
     * Takes out of our entity, once it is complete, what is not to begin on an answer that an event has overtaken.
     *
     * @param previous our entity as it was kept; null if this is the first revision
     */
    default void hold(@Nullable JsonNode previous, ObjectNode content) {}

    /**
     * Our entity once TikTok Shop returns it no more; null where a missing answer says nothing of the entity.
     *
     * @param content our entity as it is kept
     */
    default @Nullable ObjectNode vanished(ObjectNode content) {
        return null;
    }

    /** When time alone will change what follows from our entity; null for never. */
    default @Nullable Instant lookAgainAt(ObjectNode content, Instant now) {
        return null;
    }

    /** Whether the pages of {@link #changed} are sorted by update time: from what was reached on, they can be asked for anew. */
    default boolean sortedByUpdate() {
        return false;
    }

    /**
     * What else a new revision makes worth looking at.
     *
     * @param previous our entity as it was kept; null if this is the first revision
     * @param content our entity as it is kept now
     */
    default List<Implied> implied(@Nullable JsonNode previous, ObjectNode content, Instant now) {
        return List.of();
    }

    /**
     * What a new revision has to say: itself, as {@code <name>.updated.v1}, if its kind says nothing else.
     *
     * @param previous our entity as it was kept; null if this is the first revision
     * @param content our entity as it is kept now, with its {@code revision}
     * @param asOf the time whose state it is
     */
    default List<Message> messages(@Nullable JsonNode previous, ObjectNode content, Instant asOf) {
        return List.of(new Message(
                name() + ".updated.v1",
                content.path("shopId").asText(),
                name(),
                content.path(identifiedBy()).asText(),
                content.path("revision").asLong(),
                asOf,
                content));
    }
}
