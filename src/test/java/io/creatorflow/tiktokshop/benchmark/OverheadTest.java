package io.creatorflow.tiktokshop.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverheadTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void theQuantileIsOfTheCallsBetweenTwoLooks() {
        assertThat(p95(
                        Map.of(0.001, 90.0, 0.002, 100.0, INFINITE, 100.0),
                        Map.of(0.001, 180.0, 0.002, 200.0, INFINITE, 200.0)))
                .isEqualTo(0.0015);
        assertThat(p95(Map.of(), Map.of(0.001, 90.0, INFINITE, 100.0))).isInfinite();
        assertThat(p95(Map.of(), Map.of())).isNaN();
    }

    private static double p95(Map<Double, Double> before, Map<Double, Double> after) {
        return Overhead.quantile(new TreeMap<>(before), new TreeMap<>(after));
    }
}
