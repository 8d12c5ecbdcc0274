package io.creatorflow.tiktokshop.routing;

import java.util.List;

/**
 * Waiting events that are routed together, in one transaction.
 *
 * @param failures how often this batch, or a larger one that held it, could not be routed
 */
public record EventBatch(List<EventGroup> groups, int failures) {

    /** How many events. */
    public int size() {
        return groups.stream().mapToInt(group -> group.events().size()).sum();
    }

    List<EventKey> keys() {
        return groups.stream()
                .flatMap(group -> group.events().stream())
                .map(Event::key)
                .toList();
    }
}
