package io.creatorflow.tiktokshop.api;

/** Another call, here or on another replica, is refreshing the seller's token: look again in a moment. */
public final class TokenBusy extends TikTokShopException {

    /** Names the seller. */
    public TokenBusy(String sellerOpenId) {
        super("the token of seller " + sellerOpenId + " is being refreshed", 0, "", Blame.EVERY_CALL, null);
    }
}
