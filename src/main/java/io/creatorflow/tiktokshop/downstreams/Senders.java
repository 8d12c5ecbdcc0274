package io.creatorflow.tiktokshop.downstreams;

/** How many senders work for a receiver at a time. The limit may change from one call to the next. */
final class Senders {

    private int busy;
    private boolean turnedAway;

    /**
     * A sender wants to begin.
     *
     * @param most senders at a time, 0 for no limit
     * @return whether it may
     */
    synchronized boolean enter(int most) {
        turnedAway = most > 0 && busy >= most;
        if (!turnedAway) {
            busy++;
        }
        return !turnedAway;
    }

    /** Whether more work than may, since the limit was lowered. */
    synchronized boolean tooMany(int most) {
        return most > 0 && busy > most;
    }

    /**
     * A sender ends.
     *
     * @return whether another was turned away meanwhile, so that this one has to look in its stead
     */
    synchronized boolean leave() {
        busy--;
        boolean look = turnedAway;
        turnedAway = false;
        return look;
    }
}
