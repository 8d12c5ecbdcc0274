package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final DatabaseClock clock = new DatabaseClock();
    private final Instant now = Instant.now();

    @Test
    void aMachineThatIsWrongTellsTheTimeOfTheDatabase() {
        clock.follow(now, now.plus(TEN_MINUTES), now.plusMillis(4));
        assertThat(clock.instant()).isCloseTo(Instant.now().plus(TEN_MINUTES), within(2, ChronoUnit.SECONDS));

        clock.follow(now, now.minus(TEN_MINUTES), now.plusMillis(4));
        assertThat(clock.instant()).isCloseTo(Instant.now().minus(TEN_MINUTES), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void anAnswerThatIsTooSlowToTellBetterChangesNothing() {
        clock.follow(now, now.plusSeconds(100), now);
        clock.follow(now, now.plusSeconds(101), now.plusSeconds(3));
        assertThat(Duration.between(clock.machineTime(), clock.instant()))
                .isCloseTo(Duration.ofSeconds(100), Duration.ofMillis(50));
        clock.follow(now, now.plusSeconds(103), now.plusSeconds(2));
        assertThat(Duration.between(clock.machineTime(), clock.instant()))
                .isCloseTo(Duration.ofSeconds(102), Duration.ofMillis(50));
    }
}
