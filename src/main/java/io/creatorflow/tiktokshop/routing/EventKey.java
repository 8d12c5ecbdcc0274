package io.creatorflow.tiktokshop.routing;

/**
 * Where an event lies in the inbox.
 *
 * @param day its partition, as PostgreSQL writes dates: {@code -infinity} for a body without a time
 * @param bodySha256 SHA-256 of the raw body, 32 bytes
 */
record EventKey(String day, byte[] bodySha256) {}
