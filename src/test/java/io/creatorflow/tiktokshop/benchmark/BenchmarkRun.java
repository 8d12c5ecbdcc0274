package io.creatorflow.tiktokshop.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmark in the build: {@code mvn -Pbench verify}, options in {@code -Dbench="--quick --only=W2"}. */
@Tag("bench")
final class BenchmarkRun {

    @Test
    void nothingIsLostRepeatedOrMisrouted() throws InterruptedException {
        List<String> arguments = Arrays.stream(System.getProperty("bench", "").split(" "))
                .filter(argument -> !argument.isBlank())
                .toList();

        Results results = Benchmark.run(Options.of(arguments));

        assertThat(results.troubles()).isEmpty();
        assertThat(results.checked()).isPositive();
    }
}
