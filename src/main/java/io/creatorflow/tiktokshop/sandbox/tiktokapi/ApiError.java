package io.creatorflow.tiktokshop.sandbox.tiktokapi;

/**
 * An answer with a code that is not 0. Codes are those of the TikTok Shop Partner API docs; statuses and words are only
 * partly published.
 */
final class ApiError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    ApiError(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    static ApiError unknownPath() {
        return new ApiError(404, 36009009, "Invalid path.");
    }

    static ApiError wrongMethod() {
        return new ApiError(405, 36009010, "Invalid method.");
    }

    static ApiError appKey() {
        return new ApiError(400, 36009004, "Invalid credentials. The 'app_key' query parameter is invalid.");
    }

    static ApiError timestamp(String what) {
        return new ApiError(400, 36009004, "Invalid timestamp. The 'timestamp' query parameter is " + what + ".");
    }

    static ApiError signMissing() {
        return new ApiError(400, 36009004, "Missing credentials. The 'sign' query parameter is required.");
    }

    static ApiError signWrong() {
        return new ApiError(401, 106001, "Invalid credentials. The 'sign' query parameter is invalid.");
    }

    static ApiError tokenHeader() {
        return new ApiError(401, 36009004, "Invalid credentials. The 'x-tts-access-token' header is invalid.");
    }

    static ApiError tokenExpired(int status) {
        return new ApiError(status, 105002, "Expired credentials. The access token has expired; refresh it.");
    }

    static ApiError tokenInvalid(String detail) {
        return new ApiError(401, 105001, "access token is invalid; detail:" + detail);
    }

    static ApiError scope() {
        return new ApiError(403, 105005, "Access denied. Missing access scope.");
    }

    static ApiError cipherMissing() {
        return new ApiError(400, 106013, "Missing identifier. The 'shop_cipher' query parameter is required.");
    }

    static ApiError cipherUnexpected() {
        return new ApiError(
                400,
                36009004,
                "Unexpected identifier. The 'shop_cipher' query parameter is not required for this request.");
    }

    static ApiError cipherNotYours() {
        return new ApiError(403, 101000, "Invalid query or header. The access token does not fit this shop.");
    }

    static ApiError tooMany() {
        return new ApiError(429, 36009002, "Too many requests.");
    }

    static ApiError hourlyLimit() {
        return new ApiError(429, 36009037, "The hourly limit of development shops is reached.");
    }

    static ApiError contentType() {
        return new ApiError(415, 36009022, "Invalid request format.");
    }
}
