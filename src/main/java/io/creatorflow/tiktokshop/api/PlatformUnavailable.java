package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No answer in time, a 5xx, or an error inside the platform: the same call may succeed later. */
public final class PlatformUnavailable extends TikTokShopException {

    @Nullable
    private final Duration retryAfter;

    /** Names what happened instead of a good answer. */
    public PlatformUnavailable(String message, int code, String requestId, @Nullable Throwable cause) {
        super(message, code, requestId, Blame.EVERY_CALL, cause);
        this.retryAfter = null;
    }

    PlatformUnavailable(Blame blame, String message, int code, String requestId, @Nullable Duration retryAfter) {
        super(message, code, requestId, blame, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
