package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that TikTok Shop did not grant. Each subclass is one way to go on. */
public abstract class TikTokShopException extends RuntimeException {

    private final int code;
    private final String requestId;
    private final Blame blame;

    TikTokShopException(String message, int code, String requestId, Blame blame, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.requestId = requestId;
        this.blame = blame;
    }

    /** TikTok's error code; 0 when the answer carried none. */
    public int code() {
        return code;
    }

    /** TikTok's request_id; empty when the answer carried none. */
    public String requestId() {
        return requestId;
    }

    /** Whether one of the ids that the call carried may be at fault. */
    public Blame blame() {
        return blame;
    }

    /** Whether the seller's authorization is over: only authorizing the app again mends that. */
    public boolean endsAuthorization() {
        return ErrorCodes.ENDS_AUTHORIZATION.contains(code);
    }

    /** Whether TikTok Shop goes on refusing until a person mends the request, the app, the shop, or its authorization's scopes. */
    public boolean needsAPerson() {
        return code != 0 && !endsAuthorization() && (this instanceof NotAuthorized || this instanceof RequestRefused);
    }

    /** Whether the refusal is about one shop, rather than about the app. */
    public boolean concernsTheShop() {
        return this instanceof NotAuthorized && code != ErrorCodes.ADDRESS_NOT_ALLOWED;
    }

    /** The scope that the seller has to grant, as the table of operations names it; empty where none is missing. */
    public String missingScope() {
        return "";
    }

    /** How long TikTok wants us to wait; {@code null} when it did not say. */
    public @Nullable Duration retryAfter() {
        return null;
    }
}
