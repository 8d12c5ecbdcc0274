package io.creatorflow.tiktokshop.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Writes the page about messages from their schemas. */
public final class MessageDocs {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUFFIX = ".schema.json";
    private static final String FOLDER = "../../routes/schemas/";

    private final StringBuilder page = new StringBuilder();
    private final Set<String> parts = new LinkedHashSet<>();

    private MessageDocs() {}

    /** The page, in Markdown. */
    public static String page() {
        MessageDocs docs = new MessageDocs();
        docs.introduction();
        MessageContract.types().forEach(docs::message);
        List.copyOf(docs.parts).forEach(part -> docs.section(part, read(part)));
        docs.section("envelope.v1", read("envelope.v1"));
        return docs.page.toString();
    }

    private void introduction() {
        line("# Messages");
        line("");
        line("Written from the schemas in [routes/schemas](" + FOLDER
                + ") by a test; do not edit. How messages are sent,");
        line("alone or in batches, signed and answered is in [asyncapi.yaml](asyncapi.yaml).");
        line("");
        line(
                "The schemas are open: a reader ignores fields and words it does not know, since both may be added within a");
        line("version. We ourselves send only what is described, which the tests check with every object closed.");
        line("");
        line(
                "An `id` is text, mostly digits, up to 21 of them; a `time` is RFC 3339 in UTC; `money` is `{amount, currency}` with a decimal");
        line("text; a `word` is lower case, and words that are not listed here may come.");
        line("");
        line("| Type (after `" + Message.TYPE_PREFIX + "`) | What it says | Example |");
        line("|---|---|---|");
        for (String type : MessageContract.types()) {
            line("| [" + type + "](#" + anchor(type) + ") | " + firstSentence(read(type)) + " | [example](" + FOLDER
                    + "examples/" + type + ".json) |");
        }
    }

    private void message(String type) {
        JsonNode schema = read(type);
        JsonNode whole = schema.path("$ref");
        if (whole.isMissingNode()) {
            section(type, schema);
            return;
        }
        String part = whole.asText().replace(SUFFIX, "");
        parts.add(part);
        heading(type, schema);
        line("");
        line("Its data is a whole [" + part + "](#" + anchor(part) + ").");
    }

    private void section(String name, JsonNode schema) {
        heading(name, schema);
        line("");
        line("| Field | Type | Always | Meaning |");
        line("|---|---|---|---|");
        fields("", schema, schema.path("$defs"));
    }

    private void heading(String name, JsonNode schema) {
        line("");
        line("## " + name);
        line("");
        line(schema.path("description").asText());
    }

    private void fields(String prefix, JsonNode schema, JsonNode defs) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            JsonNode own = field.getValue();
            JsonNode whole = resolved(own, defs);
            JsonNode items = resolved(own.path("items"), defs);
            String name = prefix + field.getKey() + (own.has("items") ? "[]" : "");
            line("| `" + name + "` | " + type(own, whole) + " | " + (required.contains(field.getKey()) ? "yes" : "")
                    + " | " + meaning(own) + " |");
            if (!own.path("$ref").asText().endsWith("/money")) {
                fields(name + ".", own.has("items") ? items : whole, defs);
            }
        }
    }

    private static String type(JsonNode own, JsonNode whole) {
        String reference = own.path("$ref").asText();
        return reference.isEmpty()
                ? whole.path("type").asText("text").replace("string", "text").replace("array", "list")
                : reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String meaning(JsonNode own) {
        String meaning = own.path("description").asText();
        String examples = String.join(
                ", ",
                StreamSupport.stream(own.path("examples").spliterator(), false)
                        .map(example -> "`" + example.asText() + "`")
                        .toList());
        return examples.isEmpty() ? meaning : meaning + " " + examples;
    }

    private static JsonNode resolved(JsonNode schema, JsonNode defs) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/$defs/") ? defs.path(reference.substring("#/$defs/".length())) : schema;
    }

    private static String firstSentence(JsonNode schema) {
        return schema.path("description").asText().replaceFirst("(?s)\\. .*", ".");
    }

    private static String anchor(String name) {
        return name.replace(".", "");
    }

    private static JsonNode read(String name) {
        try {
            return MAPPER.readTree(
                    MessageContract.SCHEMAS.resolve(name + SUFFIX).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
