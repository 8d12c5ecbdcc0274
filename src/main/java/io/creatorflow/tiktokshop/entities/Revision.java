package io.creatorflow.tiktokshop.entities;

import org.jspecify.annotations.Nullable;

/**
 * A change of an entity, to be stored and told.
 *
 * @param previous what was stored; null for a new entity
 * @param next what is to be stored
 * @param text of the next content
 * @param contentSha256 of that text
 */
record Revision(@Nullable Stored previous, Facts next, String text, byte[] contentSha256) {

    long number() {
        return previous == null ? 1 : previous.revision() + 1;
    }

    /** The text with a member more, {@code revision}: content is never empty and has none of that name. */
    String textWithNumber() {
        return text.substring(0, text.length() - 1) + ",\"revision\":" + number() + '}';
    }
}
