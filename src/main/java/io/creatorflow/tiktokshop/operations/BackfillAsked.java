package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.pulls.BackfillStreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads what to backfill from a body: a range, or a list of ids. */
@Component("backfillAsked")
public class BackfillAsked {

    /** How many ids one backfill takes. */
    static final int MOST_IDS = 100_000;

    /**
     * What to read of one stream of one shop.
     *
     * @param from update time, inclusive, in whole seconds; null for a list
     * @param to update time, exclusive; null for a list
     * @param ids the list; empty for a range
     * @param byId whether each entity is read by its id, and has a result
     */
    record Wanted(
            String stream,
            String shop,
            @Nullable Instant from,
            @Nullable Instant to,
            List<String> ids,
            boolean byId) {

        /** For the log of what operators did. */
        String told() {
            return ids.isEmpty() ? stream + " from " + from + " to " + to : ids.size() + " ids of " + stream;
        }
    }

    private static final List<String> KNOWN = List.of("stream", "shop", "from", "to", "byId", "ids");
    private static final Pattern ID = Pattern.compile("[0-9]{1,32}");

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
        Object ids = asked.values().get("ids");
        return ids == null ? range(stream, shop, asked) : list(stream, shop, asked, ids);
    }

    private Wanted range(String stream, String shop, Asked asked) {
        asked.required("from");
        Instant newest = clock.instant().minus(margin);
        Instant to = whole(asked.time("to"), newest);
        Instant from = whole(asked.time("from"), newest);
        if (!from.isBefore(to)) {
            throw OperationRefused.bad("from is not before to.", "Give from, and to if it is not now.");
        }
        return new Wanted(stream, shop, from, to, List.of(), asked.flag("byId"));
    }

    private static Instant whole(@Nullable Instant time, Instant newest) {
        return (time == null || time.isAfter(newest) ? newest : time).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Wanted list(String stream, String shop, Asked asked, Object ids) {
        if (asked.text("from") != null || asked.text("to") != null) {
            throw OperationRefused.bad("Both ids and a range are given.", "Give ids, or from and to.");
        }
        if (!(ids instanceof List<?> list) || list.isEmpty()) {
            throw OperationRefused.bad("ids is no list of texts.", "Send a list such as [\"576461413038785752\"].");
        }
        if (list.size() > MOST_IDS) {
            throw OperationRefused.bad(
                    "ids has " + list.size() + " members.", "Send at most " + MOST_IDS + " at once, the rest later.");
        }
        return new Wanted(stream, shop, null, null, checked(list), true);
    }

    /** Each once, in the order given. A number is refused: most programs cut it to 53 bits. */
    private static List<String> checked(List<?> ids) {
        Set<String> checked = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!(ids.get(i) instanceof String id) || !ID.matcher(id).matches()) {
                throw OperationRefused.bad(
                        "Member " + (i + 1) + " of ids is no id.", "Send ids as texts of digits, as TikTok Shop does.");
            }
            checked.add(id);
        }
        return new ArrayList<>(checked);
    }
}
