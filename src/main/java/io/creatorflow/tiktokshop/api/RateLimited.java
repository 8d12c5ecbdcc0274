package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many calls, by TikTok's count or by our own pace, and no room left within the deadline: call again later. */
public final class RateLimited extends TikTokShopException {

    @Nullable
    private final Duration retryAfter;

    private final boolean ours;

    /** Names the limit, and how long to wait where that is known. */
    public RateLimited(String message, int code, String requestId, @Nullable Duration retryAfter) {
        super(message, code, requestId, Blame.EVERY_CALL, null);
        this.retryAfter = retryAfter;
        this.ours = false;
    }

    /** By our own pace. */
    public RateLimited(String message, Duration retryAfter) {
        super(message, 0, "", Blame.EVERY_CALL, null);
        this.retryAfter = retryAfter;
        this.ours = true;
    }

    /** Whether it was our own pace, and TikTok Shop was not asked. */
    public boolean isOurs() {
        return ours;
    }

    @Override
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
