package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class HugeBodiesTest {

    @LocalServerPort
    private int port;

    @Test
    void fiftyHugeBodiesAtOnceAreRefusedAndTakeNoMemory() {
        mostHeapDuringFiftyHugeBodies(); // now the server has the buffers of fifty connections, which it keeps
        long before = usedHeap();
        assertThat(mostHeapDuringFiftyHugeBodies() - before).isLessThan(16L << 20);
    }

    /**
     * Sends them, and expects each sender to read its 413. Looks at the heap ten times a second only: to collect garbage all
     * the time starves the senders of a busy machine.
     */
    private long mostHeapDuringFiftyHugeBodies() {
        int senders = 50;
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            boolean chunked = i % 2 == 0;
            all.add(CompletableFuture.runAsync(() -> sendHuge(chunked, refused), threads));
        }
        AtomicLong most = new AtomicLong();
        CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> most.accumulateAndGet(usedHeap(), Math::max) > 0 && done.isDone());
        threads.shutdown();
        done.join();
        assertThat(refused).hasValue(senders);
        return most.get();
    }

    /** Sends up to 200 MB, as far as it is let, and counts the answer. */
    private void sendHuge(boolean chunked, AtomicInteger refused) {
        byte[] piece = (chunked ? "4000\r\n" + "x".repeat(0x4000) + "\r\n" : "x".repeat(0x4000)).getBytes(ISO_8859_1);
        try (RawConnection connection = new RawConnection(port)) {
            connection.send(
                    "POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: 209715200") + "\r\n\r\n");
            assertThat(isCut(connection, piece)).as("cut before the end").isTrue();
            if (connection.answer().status() == 413) {
                refused.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException("no answer to read", e);
        }
    }

    private static boolean isCut(RawConnection connection, byte[] piece) {
        try {
            for (int sent = 0; sent < 200 << 20; sent += 0x4000) {
                connection.send(piece);
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
