package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** S4: a thousand slow connections do not hurt an honest sender; a server that reads on a thread each fails the same. */
@IntegrationTest
@Tag("proof")
class SlowSendersProof {

    private record Round(LoadGenerator.Figures alone, LoadGenerator.Figures beside, long longestMillis) {

        double ratio() {
            return (double) beside.p99() / alone.p99();
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private WebhookSignature signature;

    @Autowired
    private DataSource dataSource;

    @Test
    void aThousandSlowConnectionsLeaveHonestOnesTheirSpeed() throws Exception {
        Round ours = round(port);
        Round blocking;
        try (PlainServer plain = new PlainServer(signature, dataSource)) {
            blocking = round(plain.port());
        }
        System.out.printf(
                "{\"proof\": \"S4\", \"slow\": 1000, \"honest_per_second\": 200, \"p99_alone_us\": %d, \"p99_beside_us\": %d,"
                        + " \"ratio\": %.2f, \"failures\": %d, \"longest_slow_ms\": %d, \"planted_blocking_p99_us\": %d,"
                        + " \"planted_blocking_ratio\": %.1f, \"planted_blocking_failures\": %d}%n",
                ours.alone().p99(),
                ours.beside().p99(),
                ours.ratio(),
                ours.beside().failures(),
                ours.longestMillis(),
                blocking.beside().p99(),
                blocking.ratio(),
                blocking.beside().failures());
        assertThat(ours.beside().failures()).isZero();
        assertThat(ours.longestMillis()).isLessThanOrEqualTo(10_000);
        assertThat(ours.ratio()).isLessThanOrEqualTo(2);
        assertThat(blocking.ratio()).as("the planted bug must show").isGreaterThan(2);
    }

    private static Round round(int port) throws Exception {
        honest(port, 20);
        LoadGenerator.Figures alone = honest(port, 10);
        try (SlowSenders slow = new SlowSenders(port, 1_000, 1_000_000)) {
            LoadGenerator.Figures beside = honest(port, 3);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> slow.open() == 0 || slow.stalled());
            return new Round(alone, beside, slow.open() == 0 ? slow.longestMillis() : Long.MAX_VALUE);
        }
    }

    private static LoadGenerator.Figures honest(int port, int seconds) {
        return new LoadGenerator(port, 8, 200, LoadGenerator::signedWebhook).run(Duration.ofSeconds(seconds), 200);
    }
}
