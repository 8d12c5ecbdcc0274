package io.creatorflow.tiktokshop.authorization;

import java.util.Locale;

/** A seller's way to the authorization page or back from it ends here, and not by what TikTok Shop answers. */
public final class AuthorizationRefused extends RuntimeException {

    private final Reason reason;

    AuthorizationRefused(Reason reason) {
        super(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why, in words for the seller. */
    enum Reason {
        /** {@code error} instead of a code. */
        DENIED(
                "The shop is not connected",
                "Access was not granted on TikTok Shop's page, so nothing has changed. Begin again if that was not meant."),
        /** From the App Store, or by a link that was not made here: nothing binds it to this browser. */
        NO_STATE(
                "One more step",
                "You came from the TikTok Shop App Store, or by a link that was not made here. So that nobody else can connect a"
                        + " shop in your name, an authorization has to begin here: TikTok Shop asks you once more."),
        /** Begun here, and over; or never begun here. */
        EXPIRED(
                "That took too long",
                "An authorization has to be finished within minutes of its beginning, and this one is over. Begin again."),
        /** It has come back before. */
        USED(
                "This was used already",
                "Each authorization is good once. If a page has told you that the shop is connected, all is well. If not,"
                        + " begin again."),
        /** The cookie of the beginning is missing, or that of another one. */
        OTHER_BROWSER(
                "This was begun elsewhere",
                "An authorization has to end in the browser in which it was begun, with cookies allowed, and the last one"
                        + " that was begun counts. Begin again in this browser."),
        /** Webhook 6 came, or a token was refused, while the shops were being asked for. */
        OVER(
                "This authorization is over",
                "It ended before the shop was connected, as it does when the app is removed in Seller Center. Begin again if that"
                        + " was not meant."),
        /** Neither a code nor an error. */
        NO_CODE("The shop is not connected", "TikTok Shop sent you back without an authorization code. Begin again."),
        /** More begin at once than the route lets through. */
        BUSY("Too many at once", "Many sellers are beginning at this moment. Begin again in a few seconds."),
        /** The authorization link cannot be made. */
        NOT_SET_UP(
                "Authorization is not set up",
                "Whoever runs this service has to set TIKTOK_SHOP_SERVICE_ID to the app's service id, which Partner Center"
                        + " shows in the app's authorization link.");

        final String title;
        final String advice;

        Reason(String title, String advice) {
            this.title = title;
            this.advice = advice;
        }
    }
}
