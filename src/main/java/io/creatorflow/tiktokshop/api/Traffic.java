package io.creatorflow.tiktokshop.api;

import java.util.Locale;

/** Why a call is made: a route says so to the kamelet {@code tiktok-shop-api-action}. */
enum Traffic {
    /** Something has just happened, or a person waits. */
    LIVE,
    /** Reading much, without haste: it leaves a share of the pace to live calls. */
    BULK;

    static Traffic of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
