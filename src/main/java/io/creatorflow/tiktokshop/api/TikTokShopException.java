package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that TikTok Shop did not grant. Each subclass is one way to go on. */
public abstract class TikTokShopException extends RuntimeException {

    private final int code;
    private final String requestId;

    TikTokShopException(String message, int code, String requestId, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.requestId = requestId;
    }

    /** TikTok's error code; 0 when the answer carried none. */
    public int code() {
        return code;
    }

    /** TikTok's request_id; empty when the answer carried none. */
    public String requestId() {
        return requestId;
    }

    /** How long TikTok wants us to wait; {@code null} when it did not say. */
    public @Nullable Duration retryAfter() {
        return null;
    }
}
