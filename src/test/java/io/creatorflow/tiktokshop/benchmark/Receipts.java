package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the receivers took, compared with what each of them has to get exactly once.
 *
 * @param expected messages in all
 * @param lost expected and not taken
 * @param repeated had its effect more than once
 * @param resent came again under the same id, which the receiver recognised: allowed, and without effect
 * @param misrouted taken by a receiver that should not have got it
 * @param refused answered with an error
 * @param lastAtMillis when the last message was taken, milliseconds since 1970
 * @param latency from when the webhook was due to the receipt, by receiver; empty where that was not asked for
 */
record Receipts(
        int expected,
        int lost,
        int repeated,
        long resent,
        int misrouted,
        long refused,
        long lastAtMillis,
        Map<String, Latency> latency) {

    /** Whether each message came exactly once, where it belongs. */
    boolean perfect() {
        return lost == 0 && repeated == 0 && misrouted == 0 && refused == 0;
    }

    /** All receivers together. */
    Latency together() {
        Latency all = new Latency();
        latency.values().forEach(all::addAll);
        return all;
    }

    /**
     * Compares.
     *
     * @param orderIds what was sent
     * @param taken the numbers of those that were acknowledged; of the others nothing has to come, and anything may
     * @param dueAtMillis when each was due, milliseconds since 1970, in the same order; NaN for those whose latency does not count; empty for none
     * @param recipients whom each order's messages go to
     */
    static Receipts of(
            SandboxControl sandbox, List<String> orderIds, BitSet taken, double[] dueAtMillis, Recipients recipients) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < orderIds.size(); i++) {
            numbers.put(orderIds.get(i), i);
        }
        Tally tally = new Tally(taken, dueAtMillis);
        for (String receiver : SandboxControl.RECEIVERS) {
            tally.add(receiver, sandbox, numbers, recipients);
        }
        return new Receipts(
                tally.expected,
                tally.lost,
                tally.repeated,
                tally.resent,
                tally.misrouted,
                tally.refused,
                tally.last,
                tally.latency);
    }

    private static final class Tally {
        private final BitSet taken;
        private final double[] dueAtMillis;
        private final Map<String, Latency> latency = new LinkedHashMap<>();
        private int expected;
        private int lost;
        private int repeated;
        private long resent;
        private int misrouted;
        private long refused;
        private long last;

        Tally(BitSet taken, double[] dueAtMillis) {
            this.taken = taken;
            this.dueAtMillis = dueAtMillis;
        }

        void add(String receiver, SandboxControl sandbox, Map<String, Integer> numbers, Recipients recipients) {
            Set<String> missing = new HashSet<>();
            Set<String> wanted = new HashSet<>();
            numbers.forEach((id, number) -> recipients.types(receiver, id).forEach(type -> {
                wanted.add(id + ' ' + type);
                if (taken.get(number)) {
                    missing.add(id + ' ' + type);
                }
            }));
            Set<String> open = new HashSet<>(wanted);
            expected += missing.size();
            Latency times = new Latency();
            for (JsonNode message : sandbox.messages(receiver)) {
                long at = Instant.parse(message.path("receivedAt").asText()).toEpochMilli();
                last = Math.max(last, at);
                String key = message.path("subject").asText()
                        + ' '
                        + message.path("type").asText();
                missing.remove(key);
                if (open.remove(key)) {
                    Integer number = numbers.get(message.path("subject").asText());
                    if (number != null && number < dueAtMillis.length && !Double.isNaN(dueAtMillis[number])) {
                        times.add((long) Math.max(0, (at - dueAtMillis[number]) * 1e6));
                    }
                } else if (wanted.contains(key)) {
                    repeated++;
                } else {
                    misrouted++;
                }
            }
            lost += missing.size();
            JsonNode summary = sandbox.summary(receiver);
            resent += summary.path("duplicates").asLong();
            for (JsonNode count : summary.path("rejected")) {
                refused += count.asLong();
            }
            if (times.count() > 0) {
                latency.put(receiver, times);
            }
        }
    }
}
