package io.creatorflow.tiktokshop.ingress;

import io.creatorflow.tiktokshop.durable.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of the inbox. Its key is the day of the body's own signed timestamp and the SHA-256 of the body, so the same bytes
 * have the same key whenever they come.
 *
 * @param day ISO date, or {@code -infinity} when the body has no timestamp, or one that cannot be
 * @param sha256 of the body
 * @param envelope what the body says about itself
 * @param body exactly the bytes that came in
 */
record ReceivedWebhook(String day, byte[] sha256, Envelope envelope, byte[] body) {

    static final String NO_DAY = "-infinity";

    /** Rows in the order of their keys: writers that work in this order never wait for each other in a circle. */
    static final Comparator<ReceivedWebhook> BY_KEY =
            Comparator.comparing(ReceivedWebhook::day).thenComparing(ReceivedWebhook::sha256, Arrays::compareUnsigned);

    /** Before the first day that TikTok Shop had webhooks. */
    private static final long EARLIEST = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    /** How far a sender's clock may run ahead, in seconds: inside the days that have a partition of their own. */
    private static final long AHEAD = 2 * 86_400L;

    /**
     * Makes the row of a body.
     *
     * @param body exactly the bytes that came in
     * @param now to tell a timestamp that cannot be
     */
    static ReceivedWebhook of(byte[] body, Instant now) {
        Envelope envelope = Envelope.of(body);
        return new ReceivedWebhook(dayOf(envelope.timestamp(), now.getEpochSecond()), Sha256.of(body), envelope, body);
    }

    /** The signed timestamp; null when the body has none, or one that cannot be. */
    @Nullable
    Instant signedAt() {
        Long timestamp = envelope.timestamp();
        return timestamp == null || day.equals(NO_DAY) ? null : Instant.ofEpochSecond(timestamp);
    }

    private static String dayOf(@Nullable Long timestamp, long now) {
        if (timestamp == null || timestamp < EARLIEST || timestamp > now + AHEAD) {
            return NO_DAY;
        }
        return LocalDate.ofInstant(Instant.ofEpochSecond(timestamp), ZoneOffset.UTC)
                .toString();
    }
}
