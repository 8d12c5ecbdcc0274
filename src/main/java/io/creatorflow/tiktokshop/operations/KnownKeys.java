package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys as they were read last. They are few, so all are read at once: when they are older than the knob
 * {@code operations.keys-for} says, and, at most four times a second, when one is asked for that is not among them. So a known key
 * costs no question to the database, and a flood of made-up ones costs four a second.
 */
@Component
class KnownKeys {

    private record Known(
            Map<String, ApiKey> keys,
            Instant readAt,
            @Nullable RuntimeException failure) {}

    private static final Duration SOON = Duration.ofMillis(250);

    private final ApiKeys table;
    private final Clock clock;
    private final Duration keysFor;
    private volatile Known known = new Known(Map.of(), Instant.MIN, null);

    KnownKeys(ApiKeys table, Clock clock, @Value("${operations.keys-for}") Duration keysFor) {
        this.table = table;
        this.clock = clock;
        this.keysFor = keysFor;
    }

    /**
     * Finds a key.
     *
     * @throws RuntimeException what the database said, when it does not answer
     */
    Optional<ApiKey> find(String id) {
        Instant now = clock.instant();
        Known last = known;
        boolean has = last.failure() == null && last.keys().containsKey(id);
        if (!last.readAt().isAfter(now.minus(has ? keysFor : SOON))) {
            last = read(now);
        }
        if (last.failure() != null) {
            throw last.failure();
        }
        return Optional.ofNullable(last.keys().get(id));
    }

    /** Has the next call see what was changed. */
    void changed() {
        known = new Known(Map.of(), Instant.MIN, null);
    }

    /** Whoever waited for another to read takes what that one has read, or why it could not. */
    private synchronized Known read(Instant asked) {
        Known last = known;
        if (last.readAt().isBefore(asked) || last.readAt().equals(asked)) {
            try {
                Map<String, ApiKey> keys =
                        table.all().stream().collect(Collectors.toUnmodifiableMap(ApiKey::id, Function.identity()));
                last = new Known(keys, clock.instant(), null);
            } catch (RuntimeException e) {
                last = new Known(Map.of(), clock.instant(), e);
            }
            known = last;
        }
        return last;
    }
}
