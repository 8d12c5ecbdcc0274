package io.creatorflow.tiktokshop.api;

/** The state of the object forbids the call: read the object again and decide anew. */
public final class StateRefused extends TikTokShopException {

    /** Names the state that stands in the way. */
    public StateRefused(String message, int code, String requestId) {
        super(message, code, requestId, Blame.ASKED_FOR, null);
    }
}
