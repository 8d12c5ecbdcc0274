package io.creatorflow.tiktokshop.api;

/** The access token has expired (code 105002). Routes see it only when the refreshed token is refused as well. */
public final class TokenExpired extends TikTokShopException {

    /** Names the call whose token was refused. */
    public TokenExpired(String message, int code, String requestId) {
        super(message, code, requestId, Blame.EVERY_CALL, null);
    }
}
