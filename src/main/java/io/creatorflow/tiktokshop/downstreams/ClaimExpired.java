package io.creatorflow.tiktokshop.downstreams;

/** The claim may end before the call would: another replica may already be sending this delivery. It is not sent here. */
public final class ClaimExpired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimExpired() {
        super("The lease ends before the call would");
    }
}
