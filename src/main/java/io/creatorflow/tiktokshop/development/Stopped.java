package io.creatorflow.tiktokshop.development;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted, as everything is being stopped. */
final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped(@Nullable Throwable cause) {
        super(cause);
    }
}
