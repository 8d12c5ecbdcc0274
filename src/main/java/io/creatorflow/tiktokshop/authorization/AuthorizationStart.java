package io.creatorflow.tiktokshop.authorization;

/**
 * What a browser gets that begins an authorization.
 *
 * @param location TikTok Shop's page
 * @param cookie binds what comes back to this browser; never logged
 */
public record AuthorizationStart(String location, String cookie) {

    @Override
    public String toString() {
        return "AuthorizationStart";
    }
}
