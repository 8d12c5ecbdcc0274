package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what to replay from a body. */
@Component("replayAsked")
public class ReplayAsked {

    private static final List<String> KNOWN =
            List.of("receiver", "types", "kind", "shop", "entity", "from", "to", "current");

    private final JsonBody json;
    private final Clock clock;
    private final Downstreams downstreams;

    ReplayAsked(JsonBody json, Clock clock, Downstreams downstreams) {
        this.json = json;
        this.clock = clock;
        this.downstreams = downstreams;
    }

    /**
     * Reads.
     *
     * @return the replay; about all of its time when it names one entity, else {@code from} has to be given
     */
    public Object read(@Body byte @Nullable [] body) {
        Asked asked = json.members(body, KNOWN);
        String receiver = asked.required("receiver");
        downstreams.check(receiver);
        Instant to = earlier(asked.time("to"), clock.instant());
        Instant from = from(asked);
        if (!from.isBefore(to)) {
            throw OperationRefused.bad("from is not before to.", "Give from, and to if it is not now.");
        }
        return new Replay(
                0,
                receiver,
                asked.flag("current"),
                types(asked.values()),
                asked.text("kind"),
                asked.text("shop"),
                asked.text("entity"),
                from,
                to,
                from.atZone(ZoneOffset.UTC).toLocalDate(),
                0);
    }

    /** Of one entity everything may be meant, of many not. */
    private static Instant from(Asked asked) {
        boolean entity = asked.text("entity") != null;
        if (entity && (asked.text("kind") == null || asked.text("shop") == null)) {
            throw OperationRefused.bad("entity is given without kind or shop.", "Give kind, shop and entity.");
        }
        Instant from = asked.time("from");
        if (from == null && !entity) {
            throw OperationRefused.bad("from is missing.", "Give from, and to if it is not now.");
        }
        return from == null ? Instant.EPOCH : from;
    }

    private static Instant earlier(@Nullable Instant to, Instant now) {
        return to == null || to.isAfter(now) ? now : to;
    }

    private static String @Nullable [] types(Map<String, Object> members) {
        Object types = members.get("types");
        if (types == null) {
            return null;
        }
        if (!(types instanceof List<?> list) || list.isEmpty() || !list.stream().allMatch(String.class::isInstance)) {
            throw OperationRefused.bad("types is no list of texts.", "Send a list such as [\"order.updated.v1\"].");
        }
        return list.stream().map(Objects::toString).toArray(String[]::new);
    }
}
