package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One entity: our copy of it, and its whole story from the webhooks to each receiver's answer. */
@Component("entityStory")
public class EntityStory {

    /** Our copy, without what it says about a buyer, and the latest messages about it. */
    record Copy(ObjectNode entity, List<ObjectNode> messages) {}

    /**
     * The story.
     *
     * @param entity our copy; null when there is none yet
     * @param open what waits, is held, parked or refused, each with why and the mend
     * @param story what happened, in order of time, each with a sentence
     * @param eventsFrom since when events were looked for
     */
    record Story(@Nullable ObjectNode entity, List<ObjectNode> open, List<ObjectNode> story, Instant eventsFrom) {}

    private static final Duration USUAL = Duration.ofDays(30);
    private static final int MOST = 200;

    private final Rows rows;
    private final InboxSearch inbox;
    private final Clock clock;

    EntityStory(Rows rows, InboxSearch inbox, Clock clock) {
        this.rows = rows;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Our copy of it. */
    public Object show(@Headers Map<String, Object> asked) {
        Map<String, Object> which = which(new Asked(asked));
        return rows.together(reader -> new Copy(
                rows.read(EntityQuestions.ENTITY, which).stream().findFirst().orElseThrow(EntityStory::missing),
                rows.read(EntityQuestions.MESSAGES, which)));
    }

    /** Its story; of events, those of the last 30 days, or of the time since {@code from}. */
    public Object tell(@Headers Map<String, Object> asked) {
        Asked question = new Asked(asked);
        Instant now = clock.instant();
        Instant from = Objects.requireNonNullElse(question.time("from"), now.minus(USUAL));
        Map<String, Object> which = which(question);
        return rows.together(reader -> {
            List<ObjectNode> entity = rows.read(EntityQuestions.ENTITY, which);
            List<ObjectNode> events =
                    inbox.about(question.required("shop"), question.required("entity"), from, now.plusSeconds(1), MOST);
            Story story = story(entity.isEmpty() ? null : entity.get(0), events, which, from);
            if (story.story().isEmpty() && story.open().isEmpty()) {
                throw missing();
            }
            return story;
        });
    }

    private Story story(@Nullable ObjectNode entity, List<ObjectNode> events, Map<String, Object> which, Instant from) {
        List<ObjectNode> open = new ArrayList<>();
        List<ObjectNode> story = new ArrayList<>();
        Telling.of(story, "event", "receivedAt", Telling::event).add(events);
        events.stream()
                .filter(event -> !event.path("state").asText().equals("routed"))
                .forEach(open::add);
        open(open, "hint", EntityQuestions.HINT, which, Sentences::ofHint);
        open(open, "parked-hint", EntityQuestions.PARKED_HINT, which, Sentences::ofParkedHint);
        open(open, "delivery", EntityQuestions.WAITING, which, Sentences::ofWaiting);
        open(open, "parked-message", EntityQuestions.PARKED, which, Sentences::ofParked);
        Telling.of(story, "message", "storedAt", Telling::message).add(rows.read(EntityQuestions.MESSAGES, which));
        Telling.of(story, "outcome", "doneAt", Telling::outcome).add(rows.read(EntityQuestions.OUTCOMES, which));
        Telling.of(story, "parked", "parkedAt", Telling::parked).add(rows.read(EntityQuestions.PARKED, which));
        if (entity != null) {
            Telling.of(story, "read", "readAt", Telling::read).add(List.of(entity.deepCopy()));
        }
        return new Story(entity, open, Telling.inOrder(story), from);
    }

    private void open(
            List<ObjectNode> open,
            String what,
            String question,
            Map<String, Object> which,
            Function<ObjectNode, Sentences> sentences) {
        for (ObjectNode item : rows.read(question, which)) {
            item.put("what", what);
            sentences.apply(item).addTo(item);
            open.add(item);
        }
    }

    private static Map<String, Object> which(Asked asked) {
        Map<String, Object> which = new HashMap<>();
        for (String name : List.of("kind", "shop", "entity")) {
            which.put(name, asked.required(name));
        }
        which.put("limit", MOST);
        return which;
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "Nothing is known of such an entity.",
                "Check kind, shop and id. If TikTok Shop has it, no event about it came, and the next pull brings it.");
    }
}
