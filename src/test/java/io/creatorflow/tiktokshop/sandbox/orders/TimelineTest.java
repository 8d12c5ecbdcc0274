package io.creatorflow.tiktokshop.sandbox.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.sandbox.orders.Timeline.Page;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline.Paging;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final int MANY = 100_000;
    private static final long BEGAN = 1_790_000_000L;
    private static final Span ALL = new Span(0, Long.MAX_VALUE, 0, Long.MAX_VALUE);

    private record Thing(long number, long created, long updated) {}

    @Test
    void anyPageOfManyLooksAtAsMuchAsThePageHolds() {
        Timeline<Thing> timeline = filled(MANY);
        AtomicLong looked = new AtomicLong();
        Predicate<Thing> counting = thing -> looked.incrementAndGet() > 0;
        for (boolean ascending : List.of(true, false)) {
            for (long at : List.of(BEGAN, BEGAN + MANY / 2, BEGAN + MANY - 200)) {
                looked.set(0);
                SortKey after = new SortKey(at, 0);
                timeline.page(new Paging(true, ascending, after, 100), updatedBetween(0, Long.MAX_VALUE), counting);
                assertThat(looked.get()).isLessThanOrEqualTo(101);
            }
        }
    }

    @Test
    void fewWithinAWindowOfTheOtherTimeAreFoundWithoutLookingAtAll() {
        Timeline<Thing> timeline = filled(MANY);
        for (long width : List.of(1L, 100L, 3_000L, 50_000L)) {
            AtomicLong looked = new AtomicLong();
            Span span = updatedBetween(BEGAN + 20_000, BEGAN + 20_000 + width);
            Page<Thing> page = timeline.page(
                    new Paging(false, true, null, 100), span, thing -> looked.incrementAndGet() > 0 && in(thing, span));
            assertThat(page.entries()).hasSize((int) Math.min(100, width));
            assertThat(looked.get()).as("looked at, window of %d s", width).isLessThanOrEqualTo(6_000);
        }
    }

    @Test
    void countsAreThoseOfLookingAtEverything() {
        Timeline<Thing> timeline = filled(5_000);
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            long from = BEGAN - 50 + random.nextInt(5_000);
            Span span = updatedBetween(from, from + random.nextInt(4_000));
            Span both = new Span(from - 500, from + 500, span.updateGe(), span.updateLt());
            assertThat(timeline.count(span, null))
                    .isEqualTo(timeline.all().stream()
                            .filter(thing -> in(thing, span))
                            .count());
            assertThat(timeline.count(both, null))
                    .isEqualTo(timeline.all().stream()
                            .filter(thing -> in(thing, both))
                            .count());
        }
        assertThat(timeline.count(ALL, null)).isEqualTo(5_000);
        assertThat(timeline.count(ALL, thing -> thing.number % 2 == 0)).isEqualTo(2_500);
    }

    @Test
    void pagesOfEitherSortHoldEachOnce() {
        Timeline<Thing> timeline = filled(1_000);
        for (boolean byUpdate : List.of(true, false)) {
            for (boolean ascending : List.of(true, false)) {
                Span span = updatedBetween(BEGAN + 100, BEGAN + 900);
                List<Thing> found = new ArrayList<>();
                SortKey after = null;
                do {
                    Page<Thing> page =
                            timeline.page(new Paging(byUpdate, ascending, after, 7), span, thing -> in(thing, span));
                    found.addAll(page.entries());
                    after = page.next();
                } while (after != null);
                assertThat(found).hasSize(800).doesNotHaveDuplicates();
                assertThat(found.stream()
                                .map(thing -> (byUpdate ? thing.updated : thing.created) * (ascending ? 1 : -1)))
                        .isSorted();
            }
        }
    }

    @Test
    void whatChangesOrGoesIsCountedOnce() {
        Timeline<Thing> timeline = filled(10);
        Thing changed = new Thing(3, BEGAN - 3, BEGAN + 500);
        timeline.put(new SortKey(changed.created, 3), new SortKey(changed.updated, 3), changed);
        timeline.put(new SortKey(changed.created, 3), new SortKey(changed.updated, 3), changed);
        assertThat(timeline.count(ALL, null)).isEqualTo(10);
        assertThat(timeline.count(updatedBetween(BEGAN + 400, Long.MAX_VALUE), null))
                .isEqualTo(1);
        timeline.remove(new SortKey(changed.created, 3));
        timeline.remove(new SortKey(changed.created, 3));
        assertThat(timeline.count(ALL, null)).isEqualTo(9);
        assertThat(timeline.count(updatedBetween(BEGAN + 400, Long.MAX_VALUE), null))
                .isZero();
        assertThat(timeline.page(new Paging(true, true, null, 100), ALL, thing -> true)
                        .entries())
                .hasSize(9)
                .doesNotContain(changed);
    }

    /** One was updated, and one created, in each second, in orders that have nothing to do with each other. */
    private static Timeline<Thing> filled(int count) {
        Timeline<Thing> timeline = new Timeline<>();
        LongStream.range(0, count).forEach(number -> {
            Thing thing = new Thing(number, BEGAN - number, BEGAN + number * 7919 % count);
            timeline.put(new SortKey(thing.created, number), new SortKey(thing.updated, number), thing);
        });
        return timeline;
    }

    private static Span updatedBetween(long from, long to) {
        return new Span(0, Long.MAX_VALUE, from, to);
    }

    private static boolean in(Thing thing, Span span) {
        return thing.created >= span.createGe()
                && thing.created < span.createLt()
                && thing.updated >= span.updateGe()
                && thing.updated < span.updateLt();
    }
}
