package io.creatorflow.tiktokshop.sandbox.faults;

/**
 * What goes wrong with webhooks. Every percentage is 0 to 100 of all webhooks; what is left out is 0.
 *
 * @param lostPercent never sent
 * @param repeatedPercent sent again right after, byte for byte the same
 * @param repeats how many times more a repeated one is sent, 1 if left out
 * @param latePercent sent late
 * @param lateFromSeconds least delay of a late one, virtual seconds
 * @param lateToSeconds greatest delay of a late one, virtual seconds
 * @param reorderedPercent held back a moment so that later ones overtake it
 * @param reorderedWithinMillis greatest hold of a reordered one, virtual milliseconds, 2000 if left out
 * @param missingNotificationIdPercent sent without tts_notification_id
 * @param wrongSignaturePercent sent with a signature that does not fit
 */
public record WebhookFaults(
        double lostPercent,
        double repeatedPercent,
        int repeats,
        double latePercent,
        long lateFromSeconds,
        long lateToSeconds,
        double reorderedPercent,
        long reorderedWithinMillis,
        double missingNotificationIdPercent,
        double wrongSignaturePercent) {

    /** No fault at all. */
    public static final WebhookFaults NONE = new WebhookFaults(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);

    /** Checks ranges and fills in what was left out. */
    public WebhookFaults {
        Percent.check("webhooks.lostPercent", lostPercent);
        Percent.check("webhooks.repeatedPercent", repeatedPercent);
        Percent.check("webhooks.latePercent", latePercent);
        Percent.check("webhooks.reorderedPercent", reorderedPercent);
        Percent.check("webhooks.missingNotificationIdPercent", missingNotificationIdPercent);
        Percent.check("webhooks.wrongSignaturePercent", wrongSignaturePercent);
        if (lateFromSeconds < 0 || lateToSeconds < lateFromSeconds) {
            throw new IllegalArgumentException(
                    "webhooks.lateFromSeconds and webhooks.lateToSeconds are a range of seconds: give 0 <= from <= to.");
        }
        repeats = repeats == 0 ? 1 : repeats;
        reorderedWithinMillis = reorderedWithinMillis == 0 ? 2000 : reorderedWithinMillis;
    }

    /**
     * How late a webhook is by luck, virtual milliseconds.
     *
     * @param seed of the plan
     * @param n which webhook
     */
    public long delayMillis(long seed, long n) {
        long delay = 0;
        if (Chance.strikes(seed, n, "late", latePercent)) {
            delay += 1000 * Chance.between(seed, n, "lateBy", lateFromSeconds, lateToSeconds);
        }
        if (Chance.strikes(seed, n, "reordered", reorderedPercent)) {
            delay += Chance.between(seed, n, "reorderedBy", 1, reorderedWithinMillis);
        }
        return delay;
    }
}
