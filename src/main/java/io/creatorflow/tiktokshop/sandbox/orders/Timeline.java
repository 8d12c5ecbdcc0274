package io.creatorflow.tiktokshop.sandbox.orders;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a shop has of one kind, sorted both by create_time and by update_time. A page goes on strictly after the key where the
 * last one ended: what does not change is neither skipped nor repeated, and the last page costs no more than the first.
 *
 * @param <T> what it holds
 */
public final class Timeline<T> {

    private record Entry<T>(SortKey created, SortKey updated, T value) {
        SortKey key(boolean byUpdate) {
            return byUpdate ? updated : created;
        }
    }

    /**
     * A part of it, in unix seconds.
     *
     * @param createGe earliest create_time, inclusive
     * @param createLt end of create_time, exclusive
     * @param updateGe earliest update_time, inclusive
     * @param updateLt end of update_time, exclusive
     */
    public record Span(long createGe, long createLt, long updateGe, long updateLt) {

        boolean open(boolean byUpdate) {
            return from(byUpdate) <= 0 && to(byUpdate) == Long.MAX_VALUE;
        }

        long from(boolean byUpdate) {
            return byUpdate ? updateGe : createGe;
        }

        long to(boolean byUpdate) {
            return byUpdate ? updateLt : createLt;
        }
    }

    /**
     * How to page.
     *
     * @param byUpdate by update_time, else by create_time
     * @param ascending oldest first
     * @param after where the page before ended, null for the first page
     * @param size entries a page
     */
    public record Paging(
            boolean byUpdate, boolean ascending, @Nullable SortKey after, int size) {}

    /**
     * A page.
     *
     * @param entries in order
     * @param next where it ended, null if it is the last
     */
    public record Page<T>(List<T> entries, @Nullable SortKey next) {}

    private final NavigableMap<SortKey, Entry<T>> byCreateTime = new ConcurrentSkipListMap<>();
    private final NavigableMap<SortKey, Entry<T>> byUpdateTime = new ConcurrentSkipListMap<>();
    private final TimeCounts created = new TimeCounts();
    private final TimeCounts updated = new TimeCounts();

    /** Everything, the oldest first. */
    public Collection<T> all() {
        return byCreateTime.values().stream().map(Entry::value).toList();
    }

    /** Puts something where it belongs, in place of what has the same create key. */
    public synchronized void put(SortKey createKey, SortKey updateKey, T value) {
        Entry<T> entry = new Entry<>(createKey, updateKey, value);
        byUpdateTime.put(updateKey, entry);
        updated.add(updateKey.time(), 1);
        Entry<T> old = byCreateTime.put(createKey, entry);
        if (old == null) {
            created.add(createKey.time(), 1);
        } else {
            forgetUpdate(old, updateKey);
        }
    }

    /** Takes something away, if it is there. */
    public synchronized void remove(SortKey createKey) {
        Entry<T> old = byCreateTime.remove(createKey);
        if (old != null) {
            created.add(createKey.time(), -1);
            forgetUpdate(old, SortKey.FIRST);
        }
    }

    private void forgetUpdate(Entry<T> old, SortKey unless) {
        updated.add(old.updated.time(), -1);
        if (!old.updated.equals(unless)) {
            byUpdateTime.remove(old.updated);
        }
    }

    /**
     * Reads a page.
     *
     * @param filter what of the span is wanted; it is asked about each entry looked at
     */
    public Page<T> page(Paging paging, Span span, Predicate<T> filter) {
        List<T> found = new ArrayList<>(paging.size());
        SortKey last = null;
        for (Map.Entry<SortKey, Entry<T>> entry : inOrder(paging, span).entrySet()) {
            if (!filter.test(entry.getValue().value)) {
                continue;
            }
            if (found.size() == paging.size()) {
                return new Page<>(found, last);
            }
            found.add(entry.getValue().value);
            last = entry.getKey();
        }
        return new Page<>(found, null);
    }

    /**
     * How many of a span fit a filter.
     *
     * @param filter null for all; where it is null, and the span is of one of the times, nothing is looked at
     */
    public long count(Span span, @Nullable Predicate<T> filter) {
        boolean byUpdate = !span.open(true);
        if (filter == null && (span.open(true) || span.open(false))) {
            return count(byUpdate, span);
        }
        boolean narrower = count(true, span) < count(false, span);
        return range(narrower, span).values().stream()
                .filter(entry -> inside(entry, span) && (filter == null || filter.test(entry.value)))
                .count();
    }

    private long count(boolean byUpdate, Span span) {
        return (byUpdate ? updated : created).between(span.from(byUpdate), span.to(byUpdate));
    }

    /** Few of the other time are sorted; else the sorted ones are walked through, of which then enough fit. */
    private NavigableMap<SortKey, Entry<T>> inOrder(Paging paging, Span span) {
        boolean byUpdate = paging.byUpdate();
        long few = count(!byUpdate, span);
        if (span.open(!byUpdate) || few * few > paging.size() * count(byUpdate, span)) {
            return rest(byUpdate ? byUpdateTime : byCreateTime, span, paging);
        }
        NavigableMap<SortKey, Entry<T>> sorted = new TreeMap<>();
        range(!byUpdate, span).values().forEach(entry -> sorted.put(entry.key(byUpdate), entry));
        return rest(sorted, span, paging);
    }

    private NavigableMap<SortKey, Entry<T>> range(boolean byUpdate, Span span) {
        return between(byUpdate ? byUpdateTime : byCreateTime, start(span.from(byUpdate)), start(span.to(byUpdate)));
    }

    private static <E> NavigableMap<SortKey, E> rest(NavigableMap<SortKey, E> map, Span span, Paging paging) {
        SortKey from = start(span.from(paging.byUpdate()));
        SortKey to = start(span.to(paging.byUpdate()));
        SortKey after = paging.after();
        if (paging.ascending()) {
            return between(map, after != null && after.compareTo(from) > 0 ? after : from, to);
        }
        return between(map, from, after != null && after.compareTo(to) < 0 ? after : to)
                .descendingMap();
    }

    /** Before everything of a second. */
    private static SortKey start(long second) {
        return new SortKey(second, Long.MIN_VALUE);
    }

    private static <E> NavigableMap<SortKey, E> between(NavigableMap<SortKey, E> map, SortKey from, SortKey to) {
        return from.compareTo(to) < 0 ? map.subMap(from, false, to, false) : map.headMap(SortKey.FIRST, false);
    }

    private static <T> boolean inside(Entry<T> entry, Span span) {
        return entry.created.time() >= span.createGe
                && entry.created.time() < span.createLt
                && entry.updated.time() >= span.updateGe
                && entry.updated.time() < span.updateLt;
    }
}
