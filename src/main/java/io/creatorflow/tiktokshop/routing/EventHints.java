package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns events that name entities into hints to look at these entities. */
@Component("eventHints")
public class EventHints {

    private final Hints hints;

    EventHints(Hints hints) {
        this.hints = hints;
    }

    /**
     * Asks to look at every entity of a kind that the events name. An event without a shop, or without an id of that kind,
     * asks for nothing.
     */
    public void ask(EventGroup group, String kind) {
        List<EventType.Naming> namings = EventType.valueOf(group.type()).names(kind);
        List<Wanted> wanted = group.events().stream()
                .filter(event -> event.shopId() != null)
                .flatMap(event -> namings.stream().flatMap(naming -> wanted(naming, event)))
                .toList();
        hints.ask(kind, wanted, false);
    }

    private static Stream<Wanted> wanted(EventType.Naming naming, Event event) {
        String shopId = Objects.requireNonNull(event.shopId());
        @Nullable Instant time = naming.tellsItsTime() ? event.updateTime() : null;
        return event.ids(naming.path()).stream().map(id -> Wanted.now(shopId, id, time));
    }
}
