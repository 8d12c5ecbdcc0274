package io.creatorflow.tiktokshop.downstreams;

/** The receiver refuses this message for good (410, or another 4xx that is not about time). */
public final class MessageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Says with which status. */
    public MessageRefused(int status) {
        super("refused with status " + status);
        this.status = status;
    }

    /** The HTTP status that it answered. */
    public int status() {
        return status;
    }
}
