package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * S4: a thousand slow connections do not hurt an honest sender; a server that reads on a thread each fails the same.
 * Honest senders are measured alone, beside the slow ones, and alone again; both kinds run in processes of their own.
 */
@IntegrationTest
@Tag("proof")
class SlowSendersProof {

    private static final int SLOW = 1_000;

    private record Round(
            LoadGenerator.Figures before,
            LoadGenerator.Figures beside,
            LoadGenerator.Figures after,
            LoadProcess.Slow slow) {

        double ratio() {
            return 2.0 * beside.p99() / (before.p99() + after.p99());
        }

        long failures() {
            return before.failures() + beside.failures() + after.failures();
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
        Round ours = round("ours", port, 8, 11);
        Round blocking;
        try (PlainServer plain = new PlainServer(signature, dataSource)) {
            blocking = round("blocking", plain.port(), 1, 3);
        }
        tell(ours, blocking);
        assertThat(ours.failures()).isZero();
        assertThat(ours.beside().requests()).isGreaterThanOrEqualTo(2_000);
        assertThat(ours.slow().least()).as("open at a time").isGreaterThanOrEqualTo(SLOW / 2);
        assertThat(ours.slow().longestMillis()).isLessThanOrEqualTo(10_000);
        assertThat(ours.ratio()).isLessThanOrEqualTo(2);
        assertThat(blocking.ratio()).as("the planted bug must show").isGreaterThan(2);
    }

    private static Round round(String name, int port, int warmUp, int seconds) {
        try (LoadProcess honest = LoadProcess.start("slow-senders-honest-" + name, port);
                LoadProcess slow = LoadProcess.start("slow-senders-slow-" + name, port)) {
            honest.honest(warmUp);
            LoadGenerator.Figures before = honest.honest(seconds);
            slow.slow(SLOW);
            LoadGenerator.Figures beside = honest.honest(seconds);
            LoadProcess.Slow cut = slow.closeSlow();
            return new Round(before, beside, honest.honest(seconds), cut);
        }
    }

    private static void tell(Round ours, Round blocking) {
        System.out.printf(
                "{\"proof\": \"S4\", \"slow\": %d, \"honest\": %d, \"p99_alone_us\": %d, \"p99_beside_us\": %d,"
                        + " \"p99_alone_again_us\": %d, \"ratio\": %.2f, \"failures\": %d, \"slow_opened\": %d,"
                        + " \"slow_least\": %d, \"longest_slow_ms\": %d, \"planted_blocking_p99_us\": %d,"
                        + " \"planted_blocking_ratio\": %.1f, \"planted_blocking_failures\": %d}%n",
                SLOW,
                ours.beside().requests(),
                ours.before().p99(),
                ours.beside().p99(),
                ours.after().p99(),
                ours.ratio(),
                ours.failures(),
                ours.slow().begun(),
                ours.slow().least(),
                ours.slow().longestMillis(),
                blocking.beside().p99(),
                blocking.ratio(),
                blocking.failures());
        System.out.printf("ours %s%nblocking %s%n", ours, blocking);
    }
}
