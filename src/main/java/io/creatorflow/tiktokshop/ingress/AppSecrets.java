package io.creatorflow.tiktokshop.ingress;

import java.util.List;

/**
 * The app's key and secrets as they are set; refused when one is missing or can only be a sample.
 *
 * @param appKey TIKTOK_SHOP_APP_KEY
 * @param secret TIKTOK_SHOP_APP_SECRET
 * @param previous TIKTOK_SHOP_APP_SECRET_PREVIOUS, blank except while a secret is being rotated
 */
record AppSecrets(String appKey, String secret, String previous) {

    /** Real app secrets have 40 characters; those printed in documentation have ten or fewer. */
    private static final int SHORTEST = 16;

    AppSecrets {
        if (appKey.isBlank()) {
            throw new IllegalStateException(
                    "TIKTOK_SHOP_APP_KEY is not set: set it to the app key shown in TikTok Shop Partner Center");
        }
        check("TIKTOK_SHOP_APP_SECRET", secret);
        if (!previous.isBlank()) {
            check("TIKTOK_SHOP_APP_SECRET_PREVIOUS", previous);
        }
    }

    private static void check(String variable, String value) {
        if (value.isBlank()) {
            throw new IllegalStateException(
                    variable + " is not set: set it to the app secret shown in TikTok Shop Partner Center");
        }
        if (value.length() < SHORTEST) {
            throw new IllegalStateException(variable + " has fewer than " + SHORTEST
                    + " characters, so it is a sample: set it to the app secret shown in TikTok Shop Partner Center");
        }
    }

    WebhookSignature signature() {
        return new WebhookSignature(appKey, previous.isBlank() ? List.of(secret) : List.of(secret, previous));
    }

    @Override
    public String toString() {
        return "AppSecrets[appKey=" + appKey + "]";
    }
}
