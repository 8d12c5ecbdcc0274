package io.creatorflow.tiktokshop.api;

/** The request itself is wrong, or the shop is not set up for it: never repeat it unchanged. */
public final class RequestRefused extends TikTokShopException {

    /** Names what is wrong and, where known, the mend. */
    public RequestRefused(String message, int code, String requestId) {
        this(Blame.ASKED_FOR, message, code, requestId);
    }

    RequestRefused(Blame blame, String message, int code, String requestId) {
        super(message, code, requestId, blame, null);
    }
}
