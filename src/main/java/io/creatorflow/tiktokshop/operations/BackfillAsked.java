package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.pulls.BackfillStreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads which range to backfill from a body. */
@Component("backfillAsked")
public class BackfillAsked {

    /**
     * A range of one stream of one shop, by update time in whole seconds.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Range(String stream, String shop, Instant from, Instant to) {}

    private static final List<String> KNOWN = List.of("stream", "shop", "from", "to");

    private final JsonBody json;
    private final Clock clock;
    private final Duration margin;

    BackfillAsked(JsonBody json, Clock clock, @Value("${pulls.margin}") Duration margin) {
        this.json = json;
        this.clock = clock;
        this.margin = margin;
    }

    /** Reads. What is not given as {@code to} is now, less the margin of pulls; so is a later one, as pulls see to what is newer. */
    public Object read(@Body byte @Nullable [] body) {
        Asked asked = json.members(body, KNOWN);
        String stream = asked.required("stream");
        if (!BackfillStreams.KINDS.containsKey(stream)) {
            throw OperationRefused.bad(
                    "There is no such stream.", "Give one of " + new TreeSet<>(BackfillStreams.KINDS.keySet()) + ".");
        }
        String shop = asked.required("shop");
        asked.required("from");
        Instant newest = clock.instant().minus(margin);
        Instant to = whole(asked.time("to"), newest);
        Instant from = whole(asked.time("from"), newest);
        if (!from.isBefore(to)) {
            throw OperationRefused.bad("from is not before to.", "Give from, and to if it is not now.");
        }
        return new Range(stream, shop, from, to);
    }

    private static Instant whole(@Nullable Instant time, Instant newest) {
        return (time == null || time.isAfter(newest) ? newest : time).truncatedTo(ChronoUnit.SECONDS);
    }
}
