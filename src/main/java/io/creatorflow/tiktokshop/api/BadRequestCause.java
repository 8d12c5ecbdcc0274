package io.creatorflow.tiktokshop.api;

import java.util.Locale;

/** The many things that code 36009004 means; TikTok tells them apart by the text alone. */
enum BadRequestCause {
    SIGN("'sign'", ErrorClass.FIX, "the request carried no sign", "Nothing in the settings does that: report it."),
    TOKEN(
            "x-tts-access-token",
            ErrorClass.REAUTHORIZE,
            "the access token is none of TikTok's",
            "Connect the shop again by the authorization link."),
    APP_KEY(
            "app_key",
            ErrorClass.FIX,
            "the app_key is not known",
            "Set TIKTOK_SHOP_APP_KEY to the app key of Partner Center."),
    TIMESTAMP(
            "timestamp",
            ErrorClass.FIX,
            "the clock of this machine is wrong",
            "Correct the clock: it may be 5 minutes behind TikTok's and 30 seconds ahead."),
    SHOP_CIPHER(
            "shop_cipher",
            ErrorClass.FIX,
            "this operation must not carry a shop_cipher",
            "Set acts-for of the operation to seller in operations.yaml."),
    SHOP_ID("shop_id", ErrorClass.FIX, "the shop_id is not valid", "Leave shop_id out: the cipher names the shop."),
    VERSION(
            "version",
            ErrorClass.FIX,
            "this version of the operation is gone",
            "Change the version in the path of the operation in operations.yaml."),
    UNKNOWN("", ErrorClass.FIX, "credentials or identifiers are not valid", "Read the text of the answer.");

    private final String sign;
    private final ErrorCodes.Entry entry;

    BadRequestCause(String sign, ErrorClass errorClass, String meaning, String mend) {
        this.sign = sign;
        this.entry = new ErrorCodes.Entry(errorClass, meaning, mend);
    }

    /** The cause that the text tells of. */
    static BadRequestCause of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (BadRequestCause cause : values()) {
            if (lower.contains(cause.sign)) {
                return cause;
            }
        }
        return UNKNOWN;
    }

    /** The word of the text that tells it; empty for all others. */
    String sign() {
        return sign;
    }

    ErrorCodes.Entry entry() {
        return entry;
    }
}
