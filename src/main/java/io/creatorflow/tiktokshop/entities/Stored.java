package io.creatorflow.tiktokshop.entities;

/**
 * An entity as we keep it.
 *
 * @param key of its row
 * @param revision counts from 1, one more for each change of content
 * @param facts what it was last changed by, content included
 * @param contentSha256 of the content's text
 */
record Stored(long key, long revision, Facts facts, byte[] contentSha256) {}
