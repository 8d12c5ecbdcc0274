package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Merges entities that were read into our copies, within one transaction that the route opens. */
@Component("entityMerge")
public class EntityMerge {

    private final Entities entities;
    private final Hints hints;
    private final EntityLooks looks;
    private final SettleHints settleHints;
    private final Clock clock;
    private final Map<String, Counter> revised;

    EntityMerge(
            Entities entities,
            Hints hints,
            EntityLooks looks,
            SettleHints settleHints,
            Clock clock,
            Kinds kinds,
            MeterRegistry meters) {
        this.entities = entities;
        this.hints = hints;
        this.looks = looks;
        this.settleHints = settleHints;
        this.clock = clock;
        this.revised = kinds.counters(meters, "entities.revisions");
    }

    /**
     * Stores what changed, settles the hints that asked for it, and returns what there is to tell.
     *
     * @throws ClaimLost when another replica holds the hints by now
     */
    public List<MessageGroup> merge(@Body EntityAnswer answer) {
        if (answer.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Kind kind = answer.kind();
        Map<EntityId, Facts> read = newest(kind, answer.entities());
        Map<EntityId, Stored> stored = entities.lock(kind.name(), asked(answer, read));
        read.putAll(Vanished.among(answer, read.keySet(), stored));
        Map<EntityId, Look> seen = looks.at(answer, read, stored, now);
        read.keySet().removeIf(id -> !looks.believed(seen.get(id)));
        List<Revision> revisions = revisions(kind, read, stored, seen, now);
        Map<EntityId, Long> keys = entities.save(kind.name(), revisions);
        if (answer.hints().isEmpty()) {
            looks.ask(answer, seen);
        } else {
            settleHints.settle(answer.hints(), seen);
        }
        askForImplied(answer, revisions, now);
        Objects.requireNonNull(revised.get(kind.name())).increment(revisions.size());
        return RevisionMessages.grouped(revisions, keys, answer.bulk(), kind, cause(answer));
    }

    /** What changed; what did not is noted as read again, so that an older reading does not replace it. */
    private List<Revision> revisions(
            Kind kind, Map<EntityId, Facts> read, Map<EntityId, Stored> stored, Map<EntityId, Look> seen, Instant now) {
        List<Revision> revisions = new ArrayList<>();
        List<Facts> confirmed = new ArrayList<>();
        read.forEach((id, facts) -> {
            Revision revision = Standing.merge(kind, stored.get(id), facts, now, looks.overtaken(seen.get(id)));
            if (revision != null) {
                revisions.add(revision);
            } else {
                confirmed.add(facts);
            }
        });
        entities.confirm(confirmed);
        return revisions;
    }

    /** The ids that an answer tells of, and those that it should have told of. */
    private static Set<EntityId> asked(EntityAnswer answer, Map<EntityId, Facts> read) {
        Set<EntityId> ids = new TreeSet<>(read.keySet());
        answer.hints().forEach(batch -> batch.hints().forEach(hint -> ids.add(batch.id(hint))));
        return ids;
    }

    private void askForImplied(EntityAnswer answer, List<Revision> revisions, Instant now) {
        Map<String, List<Wanted>> wanted = new TreeMap<>();
        for (Revision revision : revisions) {
            Stored previous = revision.previous();
            JsonNode before = previous == null ? null : previous.facts().content();
            for (Implied implied : answer.kind().implied(before, revision.next().content(), now)) {
                wanted.computeIfAbsent(implied.kind(), none -> new ArrayList<>())
                        .add(implied.wanted());
            }
        }
        wanted.forEach((kind, ofKind) -> hints.ask(kind, ofKind, answer.bulk()));
    }

    private static String cause(EntityAnswer answer) {
        if (!answer.hints().isEmpty()) {
            return "read";
        }
        return answer.bulk() ? "pull" : "event";
    }

    /** By id, in the order in which rows are locked. */
    private static Map<EntityId, Facts> newest(Kind kind, List<Facts> entities) {
        Map<EntityId, Facts> newest = new TreeMap<>();
        entities.forEach(facts -> newest.merge(facts.id(), facts, (one, other) -> Standing.of(kind, one, other)));
        return newest;
    }
}
