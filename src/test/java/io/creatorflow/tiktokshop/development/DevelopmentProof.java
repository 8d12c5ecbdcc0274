package io.creatorflow.tiktokshop.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.TikTokShopIntegration;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees and does: a story, a stop, a second start, a kill, a port that is taken. */
@Tag("proof")
class DevelopmentProof {

    private final Path folder;
    private final int integration = freePort();
    private final int sandbox = freePort();
    private int starts;
    private Process running;
    private Path output;

    DevelopmentProof(@TempDir Path folder) throws IOException {
        this.folder = folder;
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        running.destroy();
        running.waitFor(20, TimeUnit.SECONDS);
        running.destroyForcibly();
    }

    @Test
    void theStoryIsToldAndASecondStartGoesOnAlsoAfterAKill() throws Exception {
        start(true);
        told("Everything runs on", Duration.ofMinutes(4));
        assertThat(told())
                .contains(
                        "shop is connected",
                        "order is completed",
                        "released: ship it",
                        "stop: do not ship it",
                        "stock free again");
        assertThat(told()).doesNotContain("Nobody got anything");
        stopsInTime();

        start(false);
        told("Everything runs on", Duration.ofMinutes(2));
        assertThat(told()).contains("kept: 2 orders", "0 waiting");
        running.destroyForcibly().waitFor();

        start(false);
        told("Everything runs on", Duration.ofMinutes(2));
        assertThat(told()).contains("kept: 2 orders");
        anOrderIsPlaced();
        told("order is unpaid", Duration.ofSeconds(30));
        stopsInTime();
    }

    @Test
    void aPortThatIsTakenIsToldInOneLineAndNothingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(sandbox, 1, java.net.InetAddress.getLoopbackAddress())) {
            start(true);
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(running.exitValue()).isEqualTo(1);
            assertThat(told().strip().lines()).hasSize(1);
            assertThat(told()).contains("Port " + taken.getLocalPort() + " is in use", "SANDBOX_PORT");
            assertThat(folder.resolve("data/postgres")).doesNotExist();
        }
    }

    private void start(boolean story) throws IOException {
        output = folder.resolve("output-" + ++starts);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        TikTokShopIntegration.class.getName(),
                        "development"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment()
                .put("ROUTES_DIR", Path.of("routes").toAbsolutePath().toString());
        builder.environment().put("SERVER_PORT", Integer.toString(integration));
        builder.environment().put("SANDBOX_PORT", Integer.toString(sandbox));
        builder.environment().put("DEVELOPMENT_STORY", Boolean.toString(story));
        running = builder.start();
    }

    private void told(String text, Duration within) {
        await().atMost(within).untilAsserted(() -> assertThat(told()).contains(text));
    }

    private String told() throws IOException {
        return Files.readString(output);
    }

    private void stopsInTime() throws Exception {
        running.destroy();
        assertThat(running.waitFor(10, TimeUnit.SECONDS))
                .as("stops within 10 s")
                .isTrue();
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }

    private void anOrderIsPlaced() throws Exception {
        URI orders = URI.create("http://127.0.0.1:" + sandbox + "/sandbox/shops/" + DemoShop.ID + "/orders");
        HttpRequest request = HttpRequest.newBuilder(orders)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
