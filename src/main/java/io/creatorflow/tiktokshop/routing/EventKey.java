package io.creatorflow.tiktokshop.routing;

import java.sql.Date;

/**
 * Where an event lies in the inbox.
 *
 * @param day its partition
 * @param bodySha256 SHA-256 of the raw body, 32 bytes
 */
record EventKey(Date day, byte[] bodySha256) {}
