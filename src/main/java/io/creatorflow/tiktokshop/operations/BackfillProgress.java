package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** How far a backfill has come, in figures and in a sentence. */
final class BackfillProgress {

    private BackfillProgress() {}

    /** Adds {@code secondsLeft}, null where nobody can tell, and {@code progress}, a sentence. */
    static void addTo(ObjectNode backfill) {
        long done = backfill.path("done").asLong();
        long total = backfill.path("total").asLong();
        double rate = backfill.path("rate").asDouble();
        Long left = rate > 0 && total > 0 ? (long) Math.ceil((total - done) / rate) : null;
        backfill.put("secondsLeft", left);
        backfill.put(
                "progress",
                sentence(backfill.path("state").asText(), backfill.path("total").isNull(), done, total)
                        + (left == null
                                ? ""
                                : String.format(Locale.ROOT, ", %,.0f a second, about %s left", rate, told(left)))
                        + ".");
    }

    private static String sentence(String state, boolean unknown, long done, long total) {
        if (unknown) {
            return state + ": how much there is, is not known yet";
        }
        return String.format(
                Locale.ROOT, "%s: %,d of %,d (%d %%)", state, done, total, total == 0 ? 100 : 100 * done / total);
    }

    private static String told(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0 ? left.toMinutes() + " min" : seconds + " s";
    }
}
