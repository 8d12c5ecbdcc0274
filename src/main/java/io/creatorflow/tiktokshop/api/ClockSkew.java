package io.creatorflow.tiktokshop.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far this machine's clock is from TikTok Shop's, by the Date header (RFC 9110) of the answers to calls that are made anyway:
 * {@code api.clock.skew} in seconds, positive where ours is ahead. TikTok Shop refuses what is signed with a wrong time.
 */
@Component
public class ClockSkew {

    private final Clock clock;
    private volatile @Nullable Duration ahead;
    private volatile String latestDate = "";

    ClockSkew(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        Gauge.builder("api.clock.skew", this::seconds)
                .description("How far the clock is ahead of TikTok Shop's, by its latest answer")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Takes note of a Date header; of one that is missing, no date, or of the same second as the one before, nothing is learnt. */
    void read(@Nullable Object date) {
        String text = Objects.toString(date, latestDate);
        if (text.equals(latestDate)) {
            return;
        }
        latestDate = text;
        try {
            Instant theirs = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            ahead = Duration.between(theirs, clock.instant());
        } catch (DateTimeException e) {
            return;
        }
    }

    /** The clock of this machine less that of TikTok Shop, exact to a second or two; null before the first answer. */
    public @Nullable Duration latest() {
        return ahead;
    }

    private double seconds() {
        Duration known = ahead;
        return known == null ? 0 : known.toMillis() / 1000.0;
    }
}
