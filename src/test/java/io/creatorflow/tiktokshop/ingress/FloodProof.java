package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** S16: 2,000 unsigned webhooks a second leave honest ones within three times their p99, and reach no database. */
@IntegrationTest
@Tag("proof")
class FloodProof {

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @Test
    void aFloodOfUnsignedWebhooksLeavesHonestOnesTheirSpeed() {
        honest(15);
        flood(15);
        LoadGenerator.Figures alone = honest(10);
        double rowsBefore = rows();
        CompletableFuture<LoadGenerator.Figures> flood = CompletableFuture.supplyAsync(() -> flood(12));
        LoadGenerator.Figures beside = honest(10);
        LoadGenerator.Figures unsigned = flood.join();
        double ratio = (double) beside.p99() / alone.p99();
        System.out.printf(
                "{\"proof\": \"S16\", \"unsigned_per_second\": %.0f, \"p99_alone_us\": %d, \"p99_beside_us\": %d,"
                        + " \"ratio\": %.2f, \"rows_beyond_honest\": %.0f}%n",
                unsigned.perSecond(), alone.p99(), beside.p99(), ratio, rows() - rowsBefore - beside.requests());
        assertThat(unsigned.failures()).isZero();
        assertThat(unsigned.perSecond()).isGreaterThan(1_900);
        assertThat(rows() - rowsBefore).isEqualTo(beside.requests());
        assertThat(ratio).isLessThanOrEqualTo(3);
    }

    private double rows() {
        return meters.get("ingress.commit.rows").summary().totalAmount();
    }

    private LoadGenerator.Figures honest(int seconds) {
        return new LoadGenerator(port, 8, 200, LoadGenerator::signedWebhook).run(Duration.ofSeconds(seconds), 200);
    }

    private LoadGenerator.Figures flood(int seconds) {
        byte[] unsigned = RawConnection.webhook(new byte[300], "0".repeat(64));
        return new LoadGenerator(port, 16, 2_000, number -> unsigned).run(Duration.ofSeconds(seconds), 401);
    }
}
