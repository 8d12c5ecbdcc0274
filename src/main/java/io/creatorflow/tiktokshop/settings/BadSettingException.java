package io.creatorflow.tiktokshop.settings;

/** A setting is missing or bad; the message names the variable and the mend, in one line. */
public final class BadSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the variable and the mend. */
    public BadSettingException(String message) {
        super(message);
    }
}
