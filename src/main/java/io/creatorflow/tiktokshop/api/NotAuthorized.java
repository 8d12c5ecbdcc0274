package io.creatorflow.tiktokshop.api;

/** The token, its scope or the shop's ownership does not allow the call: only the seller can change that. */
public final class NotAuthorized extends TikTokShopException {

    private final String missingScope;

    /** Names what is missing and the mend. */
    public NotAuthorized(String message, int code, String requestId) {
        this(Blame.EVERY_CALL, message, code, requestId, "");
    }

    NotAuthorized(Blame blame, String message, int code, String requestId, String missingScope) {
        super(message, code, requestId, blame, null);
        this.missingScope = missingScope;
    }

    @Override
    public String missingScope() {
        return missingScope;
    }
}
