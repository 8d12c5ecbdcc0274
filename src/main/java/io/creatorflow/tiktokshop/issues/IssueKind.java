package io.creatorflow.tiktokshop.issues;

import io.creatorflow.tiktokshop.api.ErrorCodes;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of causes, and for each why it is one and what to do, for people. A cause is its kind, shop, subject and code. */
enum IssueKind {
    /** TikTok Shop did not approve a product; the subject is its id. */
    PRODUCT_AUDIT_FAILED {
        @Override
        String why(Issue issue) {
            return "TikTok Shop did not approve product " + issue.subject() + because(issue.detail());
        }

        @Override
        String mend(Issue issue) {
            return "Change what was refused in Seller Center. An approval resolves this by itself.";
        }
    },
    /** TikTok Shop did not accept the invoice of a package; the subject is its id. */
    INVOICE_FAILED {
        @Override
        String why(Issue issue) {
            return "TikTok Shop did not accept the invoice of package " + issue.subject() + because(issue.detail());
        }

        @Override
        String mend(Issue issue) {
            return "Upload an invoice that is right. Its success resolves this by itself.";
        }
    },
    /** The seller, or TikTok Shop, has ended the authorization. */
    AUTHORIZATION_LOST {
        @Override
        String why(Issue issue) {
            return "The app may no longer read shop " + issue.shop() + because(issue.detail());
        }

        @Override
        String mend(Issue issue) {
            return ErrorCodes.mend(105001) + " What waits goes on then, and this is resolved.";
        }
    },
    /** The authorization ends soon. */
    AUTHORIZATION_ENDING {
        @Override
        String why(Issue issue) {
            return "The authorization of shop " + issue.shop() + " ends soon" + because(issue.detail());
        }

        @Override
        String mend(Issue issue) {
            return ErrorCodes.mend(105001) + " Until it ends, all goes on.";
        }
    },
    /** TikTok Shop answered a call and refused some of its items; the subject is the operation. */
    ITEMS_REFUSED {
        @Override
        String why(Issue issue) {
            return issue.subject() + " was answered, but items of it were refused" + code(issue);
        }

        @Override
        String mend(Issue issue) {
            return ErrorCodes.mend(issue.code());
        }
    },
    /** TikTok Shop refuses to be read, and only a person can change that. */
    API_REFUSED {
        @Override
        String why(Issue issue) {
            return "TikTok Shop refuses calls" + code(issue);
        }

        @Override
        String mend(Issue issue) {
            return ErrorCodes.mend(issue.code()) + " What waits is asked for again by itself.";
        }
    },
    /** A receiver does not take messages; the subject is receiver and type. */
    MESSAGE_PARKED {
        @Override
        String why(Issue issue) {
            return "A receiver did not take messages: " + issue.subject() + ".";
        }

        @Override
        String mend(Issue issue) {
            return "Mend the receiver, then unpark them: GET /api/v1/operations/parked/messages names each with its reason.";
        }
    },
    /** Entities cannot be read or merged; the subject is their kind. */
    ENTITY_PARKED {
        @Override
        String why(Issue issue) {
            return "Entities of kind " + issue.subject() + " could not be read or merged" + code(issue);
        }

        @Override
        String mend(Issue issue) {
            String codes = issue.code() == 0 ? "Mend what the log says" : ErrorCodes.mend(issue.code());
            return codes + " Then unpark them: GET /api/v1/operations/parked/hints names each with its reason.";
        }
    },
    /** Webhooks cannot be routed; the subject is the number of their type. */
    EVENT_PARKED {
        @Override
        String why(Issue issue) {
            return "Webhooks of type " + issue.subject() + " could not be routed.";
        }

        @Override
        String mend(Issue issue) {
            return "Mend the router, then unpark them: GET /api/v1/operations/parked/events names each with its reason.";
        }
    };

    /** The word in the table, such as {@code invoice-failed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that word. */
    static IssueKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no kind of issue called " + word));
    }

    /** One sentence on the cause. */
    abstract String why(Issue issue);

    /** What to do about it. */
    abstract String mend(Issue issue);

    private static String because(String detail) {
        return detail.isEmpty() ? "." : ": " + detail + (detail.endsWith(".") ? "" : ".");
    }

    private static String code(Issue issue) {
        return issue.code() == 0 ? "." : ": code " + issue.code() + ", " + ErrorCodes.meaning(issue.code()) + ".";
    }
}
