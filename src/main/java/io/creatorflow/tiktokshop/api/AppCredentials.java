package io.creatorflow.tiktokshop.api;

/**
 * The app, as it shows itself to TikTok Shop and TikTok Shop to it.
 *
 * @param key identifies the app
 * @param secret signs calls and webhooks; never logged
 */
public record AppCredentials(String key, String secret) {

    @Override
    public String toString() {
        return "AppCredentials[key=" + key + "]";
    }
}
