package io.creatorflow.tiktokshop.webhooks;

/** Nobody has said where TikTok Shop finds us. */
final class NoPublicAddress extends RuntimeException {

    NoPublicAddress() {
        super("INTEGRATION_PUBLIC_URL is not set");
    }
}
