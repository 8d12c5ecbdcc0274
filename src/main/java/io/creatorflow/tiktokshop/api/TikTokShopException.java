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

    /** How long TikTok wants us to wait; {@code null} when it did not say. */
    public @Nullable Duration retryAfter() {
        return null;
    }
}
