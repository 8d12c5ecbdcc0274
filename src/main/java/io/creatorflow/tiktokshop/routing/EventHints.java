package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns events that name entities into hints to look at these entities. */
@Component("eventHints")
public class EventHints {

    private final Hints hints;
    private final SisterShops sisterShops;

    EventHints(Hints hints, SisterShops sisterShops) {
        this.hints = hints;
        this.sisterShops = sisterShops;
    }

    /**
     * Asks to look at every entity of a kind that the events name, once their batch is {@link #store stored}. An event without a
     * shop, or without an id of that kind, asks for nothing.
     */
    public void ask(EventGroup group, String kind, EventBatch batch) {
        List<EventType.Naming> namings = EventType.valueOf(group.type()).names(kind);
        List<Event> events = group.ofShops().toList();
        Map<SisterShops.Market, String> sisters =
                namings.stream().anyMatch(EventType.Naming::isElsewhere) ? sisters(events) : Map.of();
        batch.want(
                kind,
                events.stream()
                        .flatMap(event -> namings.stream().flatMap(naming -> wanted(naming, event, sisters)))
                        .toList());
    }

    /**
     * Stores what the events of a batch ask for, by one statement a kind. Each locks its hints in their order, and kinds follow each
     * other by their names, so that neither a merge, which locks hints of stock last, too, nor another router waits in a circle.
     */
    public void store(EventBatch batch) {
        batch.wanted().forEach((kind, wanted) -> hints.ask(kind, wanted, false));
    }

    private Map<SisterShops.Market, String> sisters(List<Event> events) {
        return sisterShops.of(events.stream().map(Event::shop).distinct().toList());
    }

    private static Stream<Wanted> wanted(
            EventType.Naming naming, Event event, Map<SisterShops.Market, String> sisters) {
        String shopId = naming.isElsewhere()
                ? sisters.get(new SisterShops.Market(event.shop(), event.text(naming.region())))
                : event.shop();
        if (shopId == null) {
            return Stream.empty();
        }
        @Nullable Instant time = event.time(naming.since());
        return event.ids(naming.path()).stream().map(id -> Wanted.now(shopId, id, time));
    }
}
