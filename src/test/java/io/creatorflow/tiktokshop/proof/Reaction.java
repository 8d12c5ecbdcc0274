package io.creatorflow.tiktokshop.proof;

/**
 * How a receiver treats one request.
 *
 * @param waitMillis before the message is taken
 * @param take whether the message counts as received
 * @param holdMillis before the answer
 * @param status of the answer; 0 cuts the connection instead
 */
record Reaction(long waitMillis, boolean take, long holdMillis, int status) {

    static final Reaction OK = new Reaction(0, true, 0, 204);

    static Reaction refuse(int status) {
        return new Reaction(0, false, 0, status);
    }

    static Reaction takeThenAnswer(int status) {
        return new Reaction(0, true, 0, status);
    }

    static Reaction takeThenHold(long millis) {
        return new Reaction(0, true, millis, 204);
    }

    static Reaction late(long millis) {
        return new Reaction(millis, true, 0, 204);
    }
}
