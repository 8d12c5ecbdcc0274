package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creatorflow.tiktokshop.durable.TestLeases;
import io.creatorflow.tiktokshop.entities.Kind;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullPageTest {

    private static final Instant BEGAN = Instant.parse("2026-10-01T00:00:00Z");
    private static final long MOST = 100;

    /** A page asks it nothing. */
    private static final Kind KIND = (Kind) Proxy.newProxyInstance(
            Kind.class.getClassLoader(), new Class<?>[] {Kind.class}, (kind, method, arguments) -> null);

    private final PullPage first = PullPage.first(KIND, window(3600));

    @Test
    void aReadingWhosePagesHoldWhatTheyTellIsWhole() {
        PullPage end =
                first.holds(List.of("1", "2"), 3, MOST).next("t", "R", BEGAN).holds(List.of("3"), 3, MOST);

        assertThat(end.settled()).isTrue();
    }

    @Test
    void aReadingWhosePagesTellDifferentNumbersIsNotWhole() {
        PullPage end =
                first.holds(List.of("1", "2"), 3, MOST).next("t", "R", BEGAN).holds(List.of("3"), 4, MOST);

        assertThat(end.settled()).isFalse();
    }

    @Test
    void aReadingWithLessOnItsPagesThanTheyTellIsWholeOnlyOnceAnotherAgrees() {
        PullPage end = first.holds(List.of("1"), 3, MOST).next("t", "R", BEGAN).holds(List.of("2"), 3, MOST);
        assertThat(end.settled()).isFalse();

        PullPage other =
                end.anew().holds(List.of("1"), 3, MOST).next("t", "R", BEGAN).holds(List.of("3"), 3, MOST);
        assertThat(other.settled()).isFalse();

        PullPage same =
                other.anew().holds(List.of("3"), 3, MOST).next("t", "R", BEGAN).holds(List.of("1"), 3, MOST);
        assertThat(same.settled()).isTrue();
    }

    @Test
    void noWindowIsReadMoreThanFiveTimes() {
        PullPage fifth = first.anew().anew().anew().anew();

        assertThatThrownBy(fifth::anew).isInstanceOf(WindowUnsettled.class).hasMessageContaining("each of 5 readings");
    }

    @Test
    void aSortedWindowGoesOnFromWhatWasReachedWhenATotalChanges() {
        PullPage second = first.holds(List.of("1", "2"), 5, MOST).next("t", "R", BEGAN.plusSeconds(7));
        assertThat(second.moved()).isFalse();
        assertThat(second.holds(List.of("4", "5"), 4, MOST).moved()).isTrue();

        PullPage left = second.onwards();
        assertThat(left.pull().from()).isEqualTo(BEGAN.plusSeconds(7));
        assertThat(left.pull().to()).isEqualTo(first.pull().to());
        assertThat(left.token()).isEmpty();
        assertThat(left.holds(List.of("2", "3", "4", "5"), 4, MOST).moved()).isFalse();
        assertThat(left.total()).isEqualTo(5);
    }

    @Test
    void noSecondIsReadMoreThanFiveTimes() {
        PullPage second = first.next("t", "R", BEGAN.plusSeconds(7)).onwards();
        PullPage fifth = second.onwards().onwards().onwards().onwards();

        assertThatThrownBy(fifth::onwards).isInstanceOf(WindowUnsettled.class);
        assertThat(fifth.next("t", "R", BEGAN.plusSeconds(8)).onwards().readings())
                .as("of the next one")
                .isEqualTo(1);
    }

    @Test
    void aWindowThatHoldsMoreThanIsReadAtOnceIsTooLargeUnlessItIsASecond() {
        assertThat(first.holds(List.of("1"), MOST, MOST)).isSameAs(first);
        assertThatThrownBy(() -> first.holds(List.of("1"), MOST + 1, MOST)).isInstanceOf(WindowTooLarge.class);

        PullPage second = PullPage.first(KIND, window(1));
        assertThat(second.holds(List.of("1"), MOST + 1, MOST)).isSameAs(second);
    }

    private static Pull window(int seconds) {
        return new Pull("returns", "7", BEGAN, BEGAN.plusSeconds(seconds), true, 1, TestLeases.expired());
    }
}
