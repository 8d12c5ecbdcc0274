package io.creatorflow.tiktokshop.sandbox.receivers;

/** Why a message is not taken. */
final class EventRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    /**
     * A refusal.
     *
     * @param status HTTP status of the answer
     * @param reason a word for counting, such as bad-signature
     * @param message a sentence for people
     */
    EventRefused(int status, String reason, String message) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
