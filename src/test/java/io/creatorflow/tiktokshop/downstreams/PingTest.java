package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.support.MessageContract;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void thePublishedExampleIsWhatIsSentAndKeepsTheContract() throws IOException {
        Ping ping = Ping.of(
                "analytics",
                UUID.fromString("7d9f2c1e-4b0a-4f5e-9c38-2a6b1d0e8f47"),
                Instant.parse("2025-10-09T08:53:20Z"));

        JsonNode event = JSON.readTree(ping.body());

        assertThat(event)
                .isEqualTo(JSON.readTree(
                        MessageContract.SCHEMAS.resolve("examples/ping.v1.json").toFile()));
        assertThat(event.path("id").asText()).isEqualTo(ping.id());
        assertThat(MessageContract.violations("envelope.v1", event)).isEmpty();
        assertThat(MessageContract.violations("ping.v1", event.path("data"))).isEmpty();
    }
}
