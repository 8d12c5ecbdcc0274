package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.creatorflow.tiktokshop.durable.Lease;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillWindowTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"86400, 7, 7", "3, 100, 3", "2, 2, 2", "1, 2, 1", "100, 0, 1"})
    void itsPiecesFollowEachOtherWithoutAGap(long seconds, long wanted, int expected) {
        List<BackfillWindow.Piece> pieces = window(seconds).pieces(wanted);

        assertThat(pieces).hasSize(expected).allMatch(piece -> piece.from().isBefore(piece.to()));
        assertThat(pieces.get(0).from()).isEqualTo(FROM);
        assertThat(pieces.get(expected - 1).to()).isEqualTo(FROM.plusSeconds(seconds));
        for (int i = 1; i < expected; i++) {
            assertThat(pieces.get(i).from()).isEqualTo(pieces.get(i - 1).to());
        }
    }

    @Test
    void aSecondIsNotCut() {
        assertThat(window(1).isDivisible()).isFalse();
        assertThat(window(2).isDivisible()).isTrue();
    }

    private static BackfillWindow window(long seconds) {
        return new BackfillWindow(
                1, 1, new Pull("orders", "1", FROM, FROM.plusSeconds(seconds), true, 1, mock(Lease.class)), false, 0);
    }
}
