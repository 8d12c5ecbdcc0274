package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.creatorflow.tiktokshop.support.MessageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The AsyncAPI document names every message, every schema and every downstream, and its examples fit. */
class AsyncApiTest {

    private static final Path FILE = Path.of("docs/01-specifications/asyncapi.yaml");
    private static final Path ROUTER = Path.of("routes/routing/route-messages.camel.yaml");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static JsonNode document = MAPPER.nullNode();

    @BeforeAll
    static void read() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        document = MAPPER.valueToTree(new Yaml(strict).load(Files.readString(FILE)));
    }

    static Stream<String> types() {
        return MessageContract.types().stream();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(20);
        for (String reference : references) {
            boolean exists = reference.startsWith("#")
                    ? !document.at(reference.substring(1)).isMissingNode()
                    : Files.exists(FILE.resolveSibling(reference));
            assertThat(exists).as(reference).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageHasItsNameItsSchemaAndAChannel(String type) {
        JsonNode message = document.path("components").path("messages").path(type);

        assertThat(message.path("name").asText()).isEqualTo(Message.TYPE_PREFIX + type);
        assertThat(message.path("payload").findValuesAsText("$ref"))
                .containsExactly(
                        "../../routes/schemas/envelope.v1.schema.json",
                        "../../routes/schemas/" + type + ".schema.json");
        assertThat(document.path("channels").findValues(type)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theExampleFitsThePayload(String type) throws IOException {
        Path payload = FILE.resolveSibling("asyncapi-payload.json");
        JsonNode schema =
                document.path("components").path("messages").path(type).path("payload");
        JsonNode example = MAPPER.readTree(
                MessageContract.SCHEMAS.resolve("examples/" + type + ".json").toFile());

        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(payload.toUri().toString()), schema)
                        .validate(example))
                .isEmpty();
    }

    @Test
    void onlyAnalyticsGetsBatchesAndOfAllItsMessages() {
        Set<String> members = new TreeSet<>(batch().path("payload").findValuesAsText("$ref"));
        Set<String> messages = new TreeSet<>();
        document.at("/channels/analytics/messages")
                .forEach(message -> messages.add(message.path("$ref").asText()));

        assertThat(messages.remove("#/components/messages/batch")).isTrue();
        assertThat(messages.remove("#/components/messages/ping.v1"))
                .as("a ping comes alone")
                .isTrue();
        assertThat(members)
                .isEqualTo(new TreeSet<>(
                        messages.stream().map(message -> message + "/payload").toList()));
        assertThat(document.path("channels").findValues("batch")).hasSize(1);
    }

    @Test
    void aBatchSaysWhatItIs() {
        assertThat(batch().path("contentType").asText())
                .isEqualTo("application/cloudevents-batch+json")
                .isEqualTo(batch().at("/headers/properties/content-type/const").asText());
        JsonNode id = batch().at("/headers/properties/webhook-id");
        assertThat(id.at("/examples/0").asText()).matches(id.path("pattern").asText());
        assertThat("batch_" + UUID.randomUUID()).matches(id.path("pattern").asText());
    }

    @Test
    void theExamplesTogetherFitABatch() throws IOException {
        ArrayNode examples = MAPPER.createArrayNode();
        for (String type : MessageContract.types()) {
            examples.add(MAPPER.readTree(MessageContract.SCHEMAS
                    .resolve("examples/" + type + ".json")
                    .toFile()));
        }

        assertThat(batchViolations(examples)).isEmpty();
        assertThat(batchViolations(MAPPER.createArrayNode().add(examples.get(0))))
                .as("one message comes alone")
                .isNotEmpty();
        assertThat(batchViolations(examples.deepCopy().add(MAPPER.createObjectNode())))
                .as("a member that is no message")
                .isNotEmpty();
    }

    @Test
    void noMessageIsDescribedThatDoesNotExist() {
        Set<String> described = new TreeSet<>();
        document.path("components").path("messages").forEach(message -> {
            if (message.has("payload") && !message.equals(batch())) {
                described.add(message.path("name").asText().substring(Message.TYPE_PREFIX.length()));
            }
        });

        assertThat(described.remove(Ping.TYPE))
                .as("a ping is no message about an entity")
                .isTrue();
        assertThat(described).containsExactlyElementsOf(MessageContract.types());
    }

    @Test
    void everyDownstreamHasAServerAChannelAndAnOperation() {
        Set<String> servers = names("servers");

        assertThat(servers)
                .containsExactlyInAnyOrder(
                        "order-management", "inventory-tracking", "analytics", "shipping-automation");
        Set<String> channels = names("channels");
        channels.remove("answers");
        assertThat(channels).isEqualTo(servers);
        for (String server : servers) {
            assertThat(document.path("operations")
                            .path("deliver-to-" + server)
                            .path("channel")
                            .path("$ref")
                            .asText())
                    .isEqualTo("#/channels/" + server);
        }
    }

    @Test
    void everyChannelHasTheMessagesThatTheRouterSends() throws IOException {
        JsonNode router = MAPPER.valueToTree(new Yaml().load(Files.readString(ROUTER)));

        Set<String> sent = new TreeSet<>();
        for (JsonNode branch : router.findValue("when")) {
            String type = branch.at("/expression/simple/expression").asText().replaceAll(".*'(.*)'.*", "$1");
            for (String receiver :
                    branch.findValue("constant").path("expression").asText().split(",")) {
                sent.add(receiver + " " + type);
            }
        }
        Set<String> described = new TreeSet<>();
        document.path("channels")
                .properties()
                .forEach(channel -> channel.getValue()
                        .path("messages")
                        .fieldNames()
                        .forEachRemaining(type -> described.add(channel.getKey() + " " + type)));
        described.removeIf(
                line -> line.startsWith("answers ") || line.endsWith(" batch") || line.endsWith(" " + Ping.TYPE));
        assertThat(sent).isEqualTo(described).hasSizeGreaterThan(4);
    }

    private static Set<ValidationMessage> batchViolations(JsonNode batch) {
        Path place = FILE.resolveSibling("asyncapi-batch.json");
        ObjectNode schema = document.deepCopy();
        schema.put("$ref", "#/components/messages/batch/payload");
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(place.toUri().toString()), schema)
                .validate(batch);
    }

    private static JsonNode batch() {
        return document.at("/components/messages/batch");
    }

    private static Set<String> names(String section) {
        Set<String> names = new HashSet<>();
        document.path(section).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
