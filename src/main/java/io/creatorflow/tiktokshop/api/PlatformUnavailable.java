package io.creatorflow.tiktokshop.api;

import org.jspecify.annotations.Nullable;

/** No answer in time, a 5xx, or an error inside the platform: the same call may succeed later. */
public final class PlatformUnavailable extends TikTokShopException {

    /** Names what happened instead of a good answer. */
    public PlatformUnavailable(String message, int code, String requestId, @Nullable Throwable cause) {
        super(message, code, requestId, Blame.EVERY_CALL, cause);
    }

    PlatformUnavailable(Blame blame, String message, int code, String requestId) {
        super(message, code, requestId, blame, null);
    }
}
