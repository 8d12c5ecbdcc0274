package io.creatorflow.tiktokshop.issues;

import io.creatorflow.tiktokshop.api.ErrorCodes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of causes, and for each why it is one and what to do, for people. A cause is its kind, shop, subject and code; the
 * texts name these, and what TikTok said, in braces.
 */
enum IssueKind {
    /** TikTok Shop did not approve a product; the subject is its id. */
    PRODUCT_AUDIT_FAILED(
            "TikTok Shop did not approve product {subject}{detail}.",
            "Change what was refused in Seller Center. An approval resolves this by itself."),
    /** TikTok Shop did not accept the invoice of a package; the subject is its id. */
    INVOICE_FAILED(
            "TikTok Shop did not accept the invoice of package {subject}{detail}.",
            "Upload an invoice that is right. Its success resolves this by itself."),
    /** The seller, or TikTok Shop, has ended the authorization. */
    AUTHORIZATION_LOST(
            "The app may no longer read shop {shop}{detail}.",
            "Have the seller authorize the app again by the authorization link. What waits goes on then, and this is resolved."),
    /** The authorization ends soon. */
    AUTHORIZATION_ENDING(
            "The authorization of shop {shop} ends soon{detail}.",
            "Have the seller authorize the app again by the authorization link. Until it ends, all goes on."),
    /** Webhooks of a shop could not be registered. */
    WEBHOOKS_MISSING(
            "Not all webhooks of shop {shop} could be registered{detail}.",
            "Nothing, if it mends itself: it is tried again, and until then the shop is read on schedule. Otherwise see that"
                    + " INTEGRATION_PUBLIC_URL is an https address that TikTok Shop takes, with a domain name and without a port."),
    /**
     * TikTok Shop answered a call and refused some of its items; the subject is the operation. Only a person resolves it: the cause
     * names no item, so a later answer without its code may be about others.
     */
    ITEMS_REFUSED("{subject} was answered, but items of it were refused{code}.", "{mend}"),
    /** TikTok Shop refuses to be read, and only a person can change that; the subject is the scope that is missing, if one is. */
    API_REFUSED("TikTok Shop refuses calls{code}{scope}.", "{mend} What waits is asked for again by itself."),
    /** A receiver does not take messages; the subject is receiver and type. */
    MESSAGE_PARKED(
            "A receiver did not take messages: {subject}.",
            "Mend the receiver, then unpark them: GET /api/v1/operations/parked/messages names each with its reason."),
    /** Entities cannot be read or merged; the subject is their kind. */
    ENTITY_PARKED(
            "Entities of kind {subject} could not be read or merged{code}.",
            "{mend} Then unpark them: GET /api/v1/operations/parked/hints names each with its reason."),
    /** Webhooks cannot be routed; the subject is the number of their type. */
    EVENT_PARKED(
            "Webhooks of type {subject} could not be routed.",
            "Mend the router, then unpark them: GET /api/v1/operations/parked/events names each with its reason.");

    private final String why;
    private final String mend;

    IssueKind(String why, String mend) {
        this.why = why;
        this.mend = mend;
    }

    /** The word in the table, such as {@code invoice-failed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that word; nothing for one that a newer replica has reported. */
    static Optional<IssueKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** One sentence on the cause. */
    String why(Issue issue) {
        String detail = issue.detail().replaceAll("\\.$", "");
        String code = issue.code() == 0 ? "" : ": code " + issue.code() + ", " + ErrorCodes.meaning(issue.code());
        String scope = issue.subject().isEmpty() ? "" : ": " + issue.subject();
        return why.replace("{subject}", issue.subject())
                .replace("{scope}", scope)
                .replace("{shop}", issue.shop())
                .replace("{code}", code)
                .replace("{detail}", detail.isEmpty() ? "" : ": " + detail);
    }

    /** What to do about it. */
    String mend(Issue issue) {
        String cause = issue.code() == 0 ? "Mend the cause." : ErrorCodes.mend(issue.code());
        boolean scope = this == API_REFUSED && !issue.subject().isEmpty();
        return mend.replace(
                "{mend}",
                scope
                        ? "Give the app the scope " + issue.subject()
                                + " in Partner Center, then have the seller authorize it again by the authorization link."
                        : cause);
    }
}
