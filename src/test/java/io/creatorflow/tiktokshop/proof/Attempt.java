package io.creatorflow.tiktokshop.proof;

/**
 * One request that a receiver got.
 *
 * @param receiver whose endpoint
 * @param key source and subject: the entity
 * @param state {@code data.status} of an order, {@code data.state} of a reservation, else empty
 * @param bodyHash of the bytes
 * @param arrivedNanos and {@code answeredNanos}: on the clock of System.nanoTime
 * @param taken whether the receiver took the message, whatever it answered
 * @param status that was answered, 0 for a cut connection
 */
record Attempt(
        long number,
        String receiver,
        String key,
        String type,
        long sequence,
        String id,
        String time,
        String state,
        int bodyHash,
        long arrivedNanos,
        long answeredNanos,
        boolean taken,
        int status) {}
