package io.creatorflow.tiktokshop.entities;

/**
 * Another replica holds what this one had claimed, because this one was paused or cut off for too long: nothing of the
 * batch may be committed here.
 */
public final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost(int claimed, int held) {
        super("Of " + claimed + " claimed hints only " + held + " are still held here");
    }
}
