package io.creatorflow.tiktokshop.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.ingress.WebhookSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data in, data out: each case of examples/event-received holds webhook.json as TikTok sends it, and expected/event.json, what
 * is told of it. With -Dupdate-examples=true the expectations are rewritten, to be read before they are kept.
 */
class EventExamplesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/examples/event-received");
    private static final Instant RECEIVED_AT = Instant.parse("2025-10-09T08:53:21Z");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTikTokTellsIsToldWithoutWhatTellsOfABuyer(Path folder) throws IOException {
        Message message = told(Files.readAllBytes(folder.resolve("webhook.json")));
        Path expected = folder.resolve("expected/event.json");
        if (Boolean.getBoolean("update-examples")) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, JSON.writeValueAsString(message.data()) + "\n");
            Files.writeString(
                    expected.resolveSibling("messages.json"),
                    "[ {\n  \"type\" : \"" + message.type() + "\",\n  \"data\" : \"event\"\n} ]\n");
        }

        assertThat(JSON.readTree(JSON.writeValueAsBytes(message.data()))).isEqualTo(JSON.readTree(expected.toFile()));
        assertThat(message.data().toString()).doesNotContain("Secret");
    }

    private static Message told(byte[] body) throws IOException {
        JsonNode webhook = JSON.readTree(body);
        String shop = webhook.path("shop_id").textValue();
        Event event = new Event(new EventKey("2025-10-09", WebhookSamples.sha256(body)), shop, RECEIVED_AT, webhook);
        String type = EventType.of(webhook.path("type").asInt())
                .or(() -> EventType.withoutEnvelope(webhook))
                .map(EventType::name)
                .orElse(EventGroup.UNKNOWN);
        return new EventNotices(Path.of("routes")).of(type, event);
    }
}
