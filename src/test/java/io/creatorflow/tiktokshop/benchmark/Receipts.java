package io.creatorflow.tiktokshop.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
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
 * @param repeated taken more than once, also where the receiver saw that it was the same
 * @param misrouted taken by a receiver that should not have got it
 * @param refused answered with an error
 * @param lastAtMillis when the last message was taken, milliseconds since 1970
 * @param latency from when the webhook was due to the receipt, by receiver; empty where that was not asked for
 */
record Receipts(
        int expected,
        int lost,
        long repeated,
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
     * @param dueAtMillis when each was due, milliseconds since 1970, in the same order; empty for no latencies
     * @param recipients whom each order's messages go to
     */
    static Receipts of(SandboxControl sandbox, List<String> orderIds, double[] dueAtMillis, Recipients recipients) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < orderIds.size(); i++) {
            numbers.put(orderIds.get(i), i);
        }
        Tally tally = new Tally(dueAtMillis);
        for (String receiver : SandboxControl.RECEIVERS) {
            tally.add(receiver, sandbox, numbers, recipients);
        }
        return new Receipts(
                tally.expected, tally.lost, tally.repeated, tally.misrouted, tally.refused, tally.last, tally.latency);
    }

    private static final class Tally {
        private final double[] dueAtMillis;
        private final Map<String, Latency> latency = new LinkedHashMap<>();
        private int expected;
        private int lost;
        private long repeated;
        private int misrouted;
        private long refused;
        private long last;

        Tally(double[] dueAtMillis) {
            this.dueAtMillis = dueAtMillis;
        }

        void add(String receiver, SandboxControl sandbox, Map<String, Integer> numbers, Recipients recipients) {
            Set<String> missing = new HashSet<>();
            numbers.keySet()
                    .forEach(id -> recipients.types(receiver, id).forEach(type -> missing.add(id + ' ' + type)));
            Set<String> wanted = new HashSet<>(missing);
            expected += wanted.size();
            Latency times = new Latency();
            for (JsonNode message : sandbox.messages(receiver)) {
                long at = Instant.parse(message.path("receivedAt").asText()).toEpochMilli();
                last = Math.max(last, at);
                String key = message.path("subject").asText()
                        + ' '
                        + message.path("type").asText();
                if (missing.remove(key)) {
                    Integer number = numbers.get(message.path("subject").asText());
                    if (number != null && number < dueAtMillis.length) {
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
            repeated += summary.path("duplicates").asLong();
            for (JsonNode count : summary.path("rejected")) {
                refused += count.asLong();
            }
            if (times.count() > 0) {
                latency.put(receiver, times);
            }
        }
    }
}
