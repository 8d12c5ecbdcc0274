package io.creatorflow.tiktokshop.sandbox;

import org.jspecify.annotations.Nullable;

/** The sandbox could not start; the message is one line that names the setting and the mend. */
public final class SandboxNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxNotStarted(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
