package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class SlowSendersTest {

    @LocalServerPort
    private int port;

    @Test
    void slowSendersCostNoThreadDelayNobodyAndAreCutWithinTenSeconds() throws Exception {
        try (SlowSenders slow = new SlowSenders(port, 400, 0)) {
            assertThat(slow.open()).isGreaterThan(250);
            LoadGenerator.Figures honest =
                    new LoadGenerator(port, 4, 100, LoadGenerator::signedWebhook).run(Duration.ofSeconds(2), 200);
            assertThat(slow.open()).isGreaterThan(100);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(heldThreads()).isLessThan(10));
            assertThat(honest.failures()).isZero();
            assertThat(honest.p99()).isLessThan(2_000_000);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(slow.open()).isZero());
            assertThat(slow.longestMillis()).isLessThanOrEqualTo(10_500);
        }
    }

    /** Threads of the server that are in the middle of a request. */
    private static long heldThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains("-exec-"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .noneMatch(frame -> frame.getMethodName().equals("getTask")))
                .count();
    }
}
