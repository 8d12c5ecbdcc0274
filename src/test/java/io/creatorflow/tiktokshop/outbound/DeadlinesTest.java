package io.creatorflow.tiktokshop.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the other side does: a call ends within its deadline and a tenth (R13). */
class DeadlinesTest {

    private static final Duration LIMIT = Duration.ofMillis(HttpCalls.DEADLINE_MILLIS * 11 / 10);
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static HttpCalls calls;

    /** What a connection meets. */
    enum Fault {
        HANGS {
            @Override
            void meet(Socket socket) {
                rest(60_000);
            }
        },
        DRIBBLES_ITS_HEADERS {
            @Override
            void meet(Socket socket) throws IOException {
                dribble(socket, "HTTP/1.1 200 OK\r\nx-long: ", "a");
            }
        },
        DRIBBLES_ITS_BODY {
            @Override
            void meet(Socket socket) throws IOException {
                dribble(socket, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", "a");
            }
        },
        STOPS_HALF_WAY {
            @Override
            void meet(Socket socket) throws IOException {
                dribble(socket, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf", "");
            }
        },
        RESETS {
            @Override
            void meet(Socket socket) throws IOException {
                socket.getInputStream().read();
                socket.setSoLinger(true, 0);
            }
        };

        abstract void meet(Socket socket) throws IOException;

        static void dribble(Socket socket, String head, String drop) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            while (!rest(50)) {
                out.write(drop.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }

        static boolean rest(long millis) {
            try {
                return OVER.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }

    @BeforeAll
    static void call() {
        calls = new HttpCalls("127.0.0.1")
                .with(
                        "per-read-only",
                        client -> client.setDefaultRequestConfig(RequestConfig.custom()
                                .setResponseTimeout(Timeout.ofMilliseconds(HttpCalls.DEADLINE_MILLIS))
                                .build()));
        // classes are loaded before anything is measured
        calls.failure("http://127.0.0.1:1/");
    }

    @AfterAll
    static void end() {
        OVER.countDown();
        calls.close();
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCallEndsInTimeHoweverItIsAnswered(Fault fault) throws Exception {
        assertEndsInTime(() -> {
            try (ServerSocket server = listen(fault)) {
                return ends(server);
            }
        });
    }

    @Test
    void aCallEndsInTimeWhereNothingTakesTheConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket two = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            assertEndsInTime(() -> ends(server));
        }
    }

    @Test
    void aTimeoutPerReadAloneWouldNotEndADribble() throws IOException {
        try (ServerSocket server = listen(Fault.DRIBBLES_ITS_BODY)) {
            CompletableFuture<Exchange> call =
                    CompletableFuture.supplyAsync(() -> calls.get(url(server), "per-read-only", ""), THREADS);

            assertThatThrownBy(() -> call.get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    /** The quickest of some counts: a stalled machine makes a call longer, nothing makes it shorter. */
    private static void assertEndsInTime(Callable<Duration> call) throws Exception {
        Duration quickest = LIMIT;
        for (int calls = 0; calls < 5 && quickest.compareTo(LIMIT) >= 0; calls++) {
            quickest = call.call();
        }
        assertThat(quickest).isLessThan(LIMIT);
    }

    private static Duration ends(ServerSocket server) {
        long begun = System.nanoTime();

        Exception failure = calls.failure(url(server));

        assertThat(failure).isInstanceOf(IOException.class);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private static ServerSocket listen(Fault fault) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        THREADS.execute(() -> {
            try (Socket socket = server.accept()) {
                fault.meet(socket);
            } catch (IOException e) {
                // the call gave up, as it should
            }
        });
        return server;
    }
}
