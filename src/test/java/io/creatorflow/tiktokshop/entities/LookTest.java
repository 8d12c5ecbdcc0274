package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTest {

    @Test
    void thereAreFiveFurtherLooksTheFirstAfterASecondAllWithinTenMinutes() {
        List<Duration> delays = IntStream.range(0, 5)
                .mapToObj(looks -> Objects.requireNonNull(Look.again(looks)).delay())
                .toList();

        assertThat(delays).isSorted().startsWith(Duration.ofSeconds(1));
        assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(10));
        assertThat(Look.again(5)).isNull();
    }
}
