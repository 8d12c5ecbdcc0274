package io.creatorflow.tiktokshop.proof;

/**
 * One message that a receiver got, by itself or in a batch.
 *
 * @param receiver whose endpoint
 * @param key source and subject: the entity
 * @param state {@code data.status} of an order, {@code data.state} of a reservation, the levels of stock, else empty
 * @param bodyHash of the event
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
        int status) {

    /** The same, once the receiver has made up its mind. */
    Attempt answered(long number, long nanos, boolean taken, int status) {
        return new Attempt(
                number, receiver, key, type, sequence, id, time, state, bodyHash, arrivedNanos, nanos, taken, status);
    }
}
