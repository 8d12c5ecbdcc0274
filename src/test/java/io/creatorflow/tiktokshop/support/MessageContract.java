package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Holds what is sent against routes/schemas. The files are open for readers (fields may be added within a version); here
 * every object is closed, so that we never send a field that is not described.
 */
public final class MessageContract {

    /** Where the schemas are. */
    public static final Path SCHEMAS = Path.of("routes/schemas");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUFFIX = ".schema.json";
    private static final SchemaValidatorsConfig FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final JsonSchemaFactory CLOSED = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(location -> () -> closed(location.toString()))));
    private static final Map<String, JsonSchema> LOADED = new ConcurrentHashMap<>();

    private MessageContract() {}

    /** The short types that have a schema, such as {@code order.updated.v1}; parts that they share are left out. */
    public static List<String> types() {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> name.split("\\.").length == 3)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with a whole CloudEvent.
     *
     * @param event as it was sent
     * @return one sentence per fault; empty if it keeps the contract
     */
    public static List<String> violations(JsonNode event) {
        String type = event.path("type").asText();
        String shortType = type.startsWith(Message.TYPE_PREFIX) ? type.substring(Message.TYPE_PREFIX.length()) : type;
        if (!types().contains(shortType)) {
            return List.of("no schema for the type " + type);
        }
        return Stream.concat(
                        violations("envelope.v1", event).stream(), violations(shortType, event.path("data")).stream())
                .toList();
    }

    /**
     * What is wrong with some data.
     *
     * @param schema name of the file in routes/schemas, without its ending
     * @param data to be checked
     */
    public static List<String> violations(String schema, JsonNode data) {
        return LOADED.computeIfAbsent(schema, MessageContract::load).validate(data).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private static JsonSchema load(String name) {
        return CLOSED.getSchema(
                SchemaLocation.of(SCHEMAS.resolve(name + SUFFIX).toUri().toString()), FORMATS);
    }

    private static InputStream closed(String location) throws IOException {
        JsonNode schema = MAPPER.readTree(Path.of(URI.create(location)).toFile());
        close(schema);
        return new ByteArrayInputStream(MAPPER.writeValueAsBytes(schema));
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(MessageContract::close);
    }
}
