package io.creatorflow.tiktokshop.api;

/** The many things that code 36009004 means; TikTok tells them apart by the text alone. */
enum BadRequestCause {
    SIGN("'sign'", ErrorClass.FIX, "the request carried no sign"),
    TOKEN("x-tts-access-token", ErrorClass.AUTH, "the access token is none of TikTok's: connect the shop again"),
    APP_KEY("'app_key'", ErrorClass.FIX, "unknown app_key: set TIKTOK_SHOP_APP_KEY"),
    TIMESTAMP("timestamp", ErrorClass.FIX, "correct the clock of this machine"),
    SHOP_CIPHER("shop_cipher", ErrorClass.FIX, "this operation must not carry a shop_cipher: acts-for is wrong"),
    SHOP_ID("shop_id", ErrorClass.FIX, "shop_id is not valid"),
    VERSION("version", ErrorClass.FIX, "this version of the operation is gone: change its path"),
    UNKNOWN("", ErrorClass.FIX, "credentials or identifiers are not valid");

    private final String sign;
    private final ErrorClass errorClass;
    private final String mend;

    BadRequestCause(String sign, ErrorClass errorClass, String mend) {
        this.sign = sign;
        this.errorClass = errorClass;
        this.mend = mend;
    }

    /** The cause that the text tells of. */
    static BadRequestCause of(String text) {
        for (BadRequestCause cause : values()) {
            if (text.contains(cause.sign)) {
                return cause;
            }
        }
        return UNKNOWN;
    }

    ErrorClass errorClass() {
        return errorClass;
    }

    String mend() {
        return mend;
    }
}
