package io.creatorflow.tiktokshop.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Tells who calls by the key that they send. */
@Component
class Callers {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final KnownKeys keys;
    private final ApiKeys table;
    private final RefusedCalls refused;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    Callers(KnownKeys keys, ApiKeys table, RefusedCalls refused, Clock clock) {
        this.keys = keys;
        this.table = table;
        this.refused = refused;
        this.clock = clock;
    }

    /**
     * Finds whose key it is. Whether a key has expired or was revoked is told to its owner alone.
     *
     * @param text what was sent as the key; empty for nothing
     * @throws OperationRefused when it is not good
     */
    ApiKey caller(Optional<String> text) {
        Instant now = clock.instant();
        Optional<KeyText> given = text.flatMap(KeyText::of);
        Optional<ApiKey> key = given.flatMap(known -> keys.find(known.id()));
        if (key.isEmpty() || !key.get().is(given.orElseThrow(), now)) {
            throw refused(key, "no-key", "The call has no key, or one that is not known.");
        } else if (key.get().revokedAt() != null) {
            throw refused(key, "key-revoked", "The key " + key.get().name() + " was revoked.");
        } else if (key.get().hasExpired(now)) {
            throw refused(key, "key-expired", "The key " + key.get().name() + " has expired.");
        }
        note(key.get(), now);
        return key.get();
    }

    private OperationRefused refused(Optional<ApiKey> key, String name, String detail) {
        Problem problem = Problem.of(
                name,
                401,
                detail,
                "Send the header Authorization: Bearer and a key. Who has the scope admin makes one by POST "
                        + OperationsGate.FOLDER + "/keys, and the command create-key makes the first.");
        refused.tell(key.map(ApiKey::name).orElse("unknown"), "", problem);
        return OperationRefused.by(problem);
    }

    /** One statement for each key and minute. */
    private void note(ApiKey key, Instant now) {
        Instant last = used.get(key.id());
        if (last == null || last.isBefore(now.minus(A_MINUTE))) {
            used.put(key.id(), now);
            table.used(key);
        }
    }
}
