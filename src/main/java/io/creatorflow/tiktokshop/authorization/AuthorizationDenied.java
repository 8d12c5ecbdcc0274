package io.creatorflow.tiktokshop.authorization;

/** The seller came back from TikTok Shop without an authorization code. */
public final class AuthorizationDenied extends RuntimeException {

    AuthorizationDenied(String message) {
        super(message);
    }
}
