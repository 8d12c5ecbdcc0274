package io.creatorflow.tiktokshop.entities;

import org.jspecify.annotations.Nullable;

/**
 * A change of an entity, to be stored and told.
 *
 * @param previous what was stored; null for a new entity
 * @param next what is to be stored
 * @param contentSha256 of the next content's text
 */
record Revision(@Nullable Stored previous, Facts next, byte[] contentSha256) {

    long number() {
        return previous == null ? 1 : previous.revision() + 1;
    }
}
