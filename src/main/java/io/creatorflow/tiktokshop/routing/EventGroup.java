package io.creatorflow.tiktokshop.routing;

import java.util.List;
import java.util.stream.Stream;

/**
 * The events of one type within a batch.
 *
 * @param type name of the {@link EventType}, {@code UNKNOWN} for numbers that are not known, {@code NONE} without one
 */
public record EventGroup(String type, List<Event> events) {

    static final String UNKNOWN = "UNKNOWN";
    static final String NONE = "NONE";

    /** What the events are about, as the router tells apart; empty for everything that it only keeps. */
    String family() {
        return isKnown() ? EventType.valueOf(type).family() : "";
    }

    /** Those that name a shop. */
    Stream<Event> ofShops() {
        return events.stream().filter(event -> event.shopId() != null);
    }

    private boolean isKnown() {
        return !UNKNOWN.equals(type) && !NONE.equals(type);
    }
}
