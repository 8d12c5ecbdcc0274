package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Waiting events that are routed together, in one transaction.
 *
 * @param failures how often this batch, or a larger one that held it, could not be routed
 * @param wanted by kind, which entities the events ask to look at, as far as it is known
 * @param messages what the events themselves have to say, as far as it is known
 */
public record EventBatch(
        List<EventGroup> groups, int failures, SortedMap<String, List<Wanted>> wanted, List<MessageGroup> messages) {

    /** How many are taken at once. */
    static final int LARGEST = 500;

    /** A batch of which nothing is routed yet. */
    EventBatch(List<EventGroup> groups, int failures) {
        this(groups, failures, new TreeMap<>(), new ArrayList<>());
    }

    void want(String kind, List<Wanted> entities) {
        wanted.computeIfAbsent(kind, none -> new ArrayList<>()).addAll(entities);
    }

    /** How many events. */
    int size() {
        return groups.stream().mapToInt(group -> group.events().size()).sum();
    }

    /** Whether further events may wait that nobody rings for. */
    boolean mayHaveLeftSome() {
        return failures > 0 || size() == LARGEST;
    }

    List<EventKey> keys() {
        return groups.stream()
                .flatMap(group -> group.events().stream())
                .map(Event::key)
                .toList();
    }
}
