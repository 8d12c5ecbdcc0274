package io.creatorflow.tiktokshop.ingress;

import org.jspecify.annotations.Nullable;

/** A webhook could not be stored in time, so it must not be acknowledged. */
public final class InboxUnavailableException extends RuntimeException {

    InboxUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
