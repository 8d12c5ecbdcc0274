package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data in, data out: each case of a folder of examples holds what TikTok answers (tiktok-order.json, or the name of
 * another kind), what we knew before (previous.json, if anything), when it is (now, a line of text; a day after the last
 * change without it), and what has to come out: expected/order.json, our entity, and expected/messages.json, what is said
 * about it (the name of the kind stands for the whole). With -Dupdate-examples=true the expectations are rewritten, to be
 * read before they are kept.
 */
class EntityExamplesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/examples");
    private static final String SHOP = "7495000000000000002";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Kinds KINDS = new Kinds(List.of(
            new OrderKind(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(12), Duration.ofMinutes(10)),
            new AfterSales().cancellationKind(),
            new AfterSales().returnKind(),
            new PackageKind(),
            new ProductKind(),
            new StockKind(),
            new ToldByEvents().stockAlertKind(),
            new ToldByEvents().invoiceKind()));

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tiktok-")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTikTokTellsBecomesWhatWeTell(Path told) throws IOException {
        Map<String, JsonNode> actual = run(told);
        Path expected = told.resolveSibling("expected");
        if (Boolean.getBoolean("update-examples")) {
            write(expected, actual);
        }
        assertThat(actual).isEqualTo(read(expected));
    }

    private static Map<String, JsonNode> run(Path told) throws IOException {
        Kind kind = KINDS.named(told.getFileName().toString().replaceAll("tiktok-|\\.json", ""));
        ObjectNode read = Mapping.load(Path.of("routes"), kind.name()).map(MAPPER.readTree(told.toFile()), SHOP);
        Path previous = told.resolveSibling("previous.json");
        ObjectNode before = Files.exists(previous) ? (ObjectNode) MAPPER.readTree(previous.toFile()) : null;
        ObjectNode content = before == null
                ? read
                : kind.standing(facts(kind, read), facts(kind, before)).content();
        content.put("revision", before == null ? 1 : before.path("revision").asLong() + 1);
        kind.complete(content, now(told.getParent(), content));
        ArrayNode messages = MAPPER.createArrayNode();
        for (Message message :
                kind.messages(before, content, facts(kind, content).asOf())) {
            JsonNode data = message.data() == content ? TextNode.valueOf(kind.name()) : message.data();
            messages.addObject().put("type", message.type()).set("data", data);
        }
        return parsedAgain(Map.of(kind.name(), content, "messages", messages));
    }

    private static Facts facts(Kind kind, ObjectNode content) {
        Instant updated = updatedAt(content);
        return new Facts(kind.name(), SHOP, "", updated, 0, updated, content);
    }

    private static Instant now(Path folder, JsonNode order) throws IOException {
        Path now = folder.resolve("now");
        return Files.exists(now)
                ? Instant.parse(Files.readString(now).strip())
                : updatedAt(order).plus(Duration.ofDays(1));
    }

    /** TikTok tells no time of some kinds. */
    private static Instant updatedAt(JsonNode content) {
        return Instant.parse(content.path("updatedAt").asText("2025-10-09T08:53:20Z"));
    }

    private static Map<String, JsonNode> parsedAgain(Map<String, JsonNode> nodes) throws IOException {
        Map<String, JsonNode> parsed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
            parsed.put(node.getKey(), MAPPER.readTree(MAPPER.writeValueAsBytes(node.getValue())));
        }
        return parsed;
    }

    private static Map<String, JsonNode> read(Path expected) throws IOException {
        Map<String, JsonNode> nodes = new TreeMap<>();
        try (Stream<Path> files = Files.list(expected)) {
            for (Path file : files.toList()) {
                nodes.put(file.getFileName().toString().replaceAll("\\.json$", ""), MAPPER.readTree(file.toFile()));
            }
        }
        return nodes;
    }

    private static void write(Path expected, Map<String, JsonNode> nodes) throws IOException {
        Files.createDirectories(expected);
        for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
            Files.writeString(
                    expected.resolve(node.getKey() + ".json"), MAPPER.writeValueAsString(node.getValue()) + "\n");
        }
    }
}
