package io.creatorflow.tiktokshop.sandbox.shops;

/** Why the token host gives no tokens; codes of the TikTok Shop token host. */
public final class TokenRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    TokenRefused(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static TokenRefused authCode() {
        return new TokenRefused(36004004, "invalid auth code");
    }

    static TokenRefused record() {
        return new TokenRefused(36004005, "can not find related auth record");
    }

    static TokenRefused refreshExpired() {
        return new TokenRefused(36004001, "rt has expired");
    }

    /** The code of the answer. */
    public int code() {
        return code;
    }
}
