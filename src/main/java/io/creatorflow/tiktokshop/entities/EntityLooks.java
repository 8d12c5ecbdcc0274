package io.creatorflow.tiktokshop.entities;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges the answers about entities: fresh enough, missing, going back, or to be looked at again at a known time. */
@Component
class EntityLooks {

    private static final Look DONE = Look.done();
    private static final Look REREAD = Look.reread();

    private final Hints hints;
    private final Map<String, Counter> stale;
    private final Map<String, Counter> wentBack;

    EntityLooks(Kinds kinds, Hints hints, MeterRegistry meters) {
        this.hints = hints;
        this.stale = kinds.counters(meters, "entities.stale.taken");
        this.wentBack = kinds.counters(meters, "entities.went.back");
    }

    /** What came of looking at each entity that was asked for or read, by id. */
    Map<EntityId, Look> at(EntityAnswer answer, Map<EntityId, Facts> read, Map<EntityId, Stored> stored, Instant now) {
        Kind kind = answer.kind();
        Map<EntityId, Look> looks = new HashMap<>();
        if (answer.hints().isEmpty()) {
            read.forEach((id, facts) -> {
                boolean doubted = kind.isRead() && Standing.goesBack(stored.get(id), facts);
                looks.put(id, doubted ? REREAD : later(kind, facts, now));
            });
        }
        answer.hints()
                .forEach(batch -> batch.hints().forEach(hint -> {
                    EntityId id = batch.id(hint);
                    looks.put(id, at(kind, hint, read.get(id), stored.get(id), now));
                }));
        return looks;
    }

    private Look at(Kind kind, Hint hint, @Nullable Facts read, @Nullable Stored stored, Instant now) {
        if (read == null) {
            Look again = Look.again(hint.looks());
            return again != null ? again : Look.missing(kind.name());
        }
        if (Standing.goesBack(stored, read)) {
            if (!hint.believe()) {
                return REREAD;
            }
            count(wentBack, kind);
        }
        if (hint.newestEvent() != null && read.asOf().isBefore(hint.newestEvent())) {
            Look again = Look.again(hint.looks());
            if (again != null) {
                return again;
            }
            count(stale, kind);
        }
        return later(kind, read, now);
    }

    private static void count(Map<String, Counter> counters, Kind kind) {
        Objects.requireNonNull(counters.get(kind.name())).increment();
    }

    private static Look later(Kind kind, Facts read, Instant now) {
        Instant at = kind.lookAgainAt(read.content(), now);
        return at != null ? Look.then(at) : DONE;
    }

    /** Whether an entity looked at in this way is merged now. */
    boolean believed(@Nullable Look look) {
        return look != REREAD;
    }

    /** Whether what was read is older than what an event has told, and will be looked at again. */
    boolean overtaken(@Nullable Look look) {
        return look != null && look.outcome().equals("again");
    }

    /** Asks for the further looks that a page of a pull calls for. */
    void ask(EntityAnswer page, Map<EntityId, Look> seen) {
        List<Wanted> wanted = new ArrayList<>();
        page.entities().forEach(facts -> {
            Look look = seen.get(facts.id());
            if (look != null && look != DONE) {
                wanted.add(new Wanted(facts.shopId(), facts.entityId(), facts.updateTime(), look.at()));
            }
        });
        hints.ask(page.kind().name(), wanted, page.bulk());
    }
}
