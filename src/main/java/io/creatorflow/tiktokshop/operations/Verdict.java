package io.creatorflow.tiktokshop.operations;

/**
 * Whether a message may be sent to a receiver once more.
 *
 * @param id of the message
 * @param revision of the entity that it tells
 * @param verdict send, newer-delivered or on-its-way
 * @param delivered the newest revision that is known to be delivered; 0 for none
 * @param kind shop and entity: what it is about
 */
record Verdict(String id, long revision, String verdict, long delivered, String kind, String shop, String entity) {

    boolean isSent() {
        return verdict.equals("send");
    }

    /** Does nothing for one that is sent; otherwise says why not, and offers the current state. */
    void refuse() {
        if (verdict.equals("newer-delivered")) {
            throw OperationRefused.conflict(
                    verdict,
                    (delivered > revision
                                    ? "Revision " + delivered + " was delivered"
                                    : "A newer revision may have been delivered")
                            + ", and this message tells revision " + revision
                            + ": sending it would take the receiver back.",
                    "Send the current state instead: POST " + OperationsGate.FOLDER + "/replays with {\"receiver\":…,"
                            + "\"kind\":\"" + kind + "\",\"shop\":\"" + shop + "\",\"entity\":\"" + entity
                            + "\",\"current\":true}");
        } else if (!isSent()) {
            throw OperationRefused.conflict(
                    verdict,
                    "This message, or one as new about the same entity, is on its way to the receiver.",
                    "Ask for the entity's story in a minute.");
        }
    }
}
