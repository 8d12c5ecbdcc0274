package io.creatorflow.tiktokshop.sandbox.receivers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a receiver remembers, within bounds: ids, sequences, the latest messages, the latest state per subject. */
final class Memory {

    /**
     * The latest message about a subject.
     *
     * @param message its attributes
     * @param event the whole event as sent
     */
    record State(Message message, byte[] event) {}

    /**
     * The request by which messages came.
     *
     * @param webhookId its webhook-id: the message's id, or that of a batch
     * @param at real milliseconds since 1970
     * @param body its exact bytes
     */
    record Arrival(String webhookId, long at, byte[] body) {}

    private final LongAdder requests = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder wentBack = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byType = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final LongTable ids;
    private final LongTable sequences;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Map<String, State> states;
    private final int keepMessages;
    private long effects;

    Memory(ReceiverSettings settings) {
        this.keepMessages = settings.keepMessages();
        this.ids = new LongTable(settings.keepIds());
        this.sequences = new LongTable(settings.keepIds());
        this.states = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
                return size() > settings.keepStates();
            }
        };
    }

    void requested() {
        requests.increment();
    }

    void rejected(String reason) {
        rejected.computeIfAbsent(reason, it -> new LongAdder()).increment();
    }

    void faulted(String kind) {
        faults.computeIfAbsent(kind, it -> new LongAdder()).increment();
    }

    void add(EventReader.Event event, Arrival arrival) {
        if (ids.putGreater(event.text("id"), 1) != 0) {
            duplicates.increment();
            return;
        }
        String type = names.computeIfAbsent(event.text("type"), it -> it);
        String key = event.text("source") + ' ' + event.text("subject");
        if (sequences.putGreater(key + ' ' + type, event.sequence() + 1) > event.sequence() + 1) {
            wentBack.increment();
        }
        byType.computeIfAbsent(type, it -> new LongAdder()).increment();
        keep(event, type, key, arrival);
    }

    synchronized long effects() {
        return effects;
    }

    synchronized List<Message> messages(long after, int limit) {
        List<Message> found = new ArrayList<>();
        for (Message message : messages) {
            if (message.number() > after && found.size() < limit) {
                found.add(message);
            }
        }
        return found;
    }

    synchronized List<State> states() {
        return new ArrayList<>(states.values());
    }

    Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("requests", requests.sum());
        totals.put("effects", effects());
        totals.put("duplicates", duplicates.sum());
        totals.put("wentBack", wentBack.sum());
        return totals;
    }

    Map<String, Long> rejected() {
        return sums(rejected);
    }

    Map<String, Long> faults() {
        return sums(faults);
    }

    Map<String, Long> byType() {
        return sums(byType);
    }

    private synchronized void keep(EventReader.Event event, String type, String key, Arrival arrival) {
        String source = names.computeIfAbsent(event.text("source"), it -> it);
        Message message = new Message(
                ++effects,
                event.text("id"),
                arrival.webhookId(),
                type,
                source,
                event.text("subject"),
                event.sequence(),
                event.text("time"),
                names.computeIfAbsent(event.status(), it -> it),
                arrival.at());
        if (messages.size() == keepMessages) {
            messages.pollFirst();
        }
        messages.addLast(message);
        State before = states.get(key);
        if (before == null || before.message.sequence() <= message.sequence()) {
            states.put(key, new State(message, Arrays.copyOfRange(arrival.body(), event.from(), event.to())));
        }
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
