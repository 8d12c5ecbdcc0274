package io.creatorflow.tiktokshop.api;

/** The token, its scope or the shop's ownership does not allow the call: the seller has to act. */
public final class NotAuthorized extends TikTokShopException {

    /** Names what is missing and the mend. */
    public NotAuthorized(String message, int code, String requestId) {
        super(message, code, requestId, null);
    }
}
