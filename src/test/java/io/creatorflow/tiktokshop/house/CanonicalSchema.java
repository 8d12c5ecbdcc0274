package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The schema of the YAML DSL that is on the class path, without its shorthands: an expression stands under
 * {@code expression}, a step is an object and never a bare string. What passes is also valid for the runtime.
 */
public final class CanonicalSchema {

    private static final Set<String> NOT_A_SHORTHAND = Set.of("id", "description", "note", "disabled", "steps");

    private CanonicalSchema() {}

    /** The schema, made anew. */
    public static JsonSchema load() {
        try (InputStream schema = CanonicalSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode tree = new ObjectMapper().readTree(Objects.requireNonNull(schema));
            canonical(tree);
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void canonical(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            refuseBareString(schema);
            refuseInlineExpression(schema);
        }
        node.forEach(CanonicalSchema::canonical);
    }

    private static void refuseBareString(ObjectNode schema) {
        if (schema.path("oneOf") instanceof ArrayNode forms
                && forms.size() == 2
                && forms.path(0).path("type").asText().equals("string")
                && forms.path(1).has("properties")) {
            ObjectNode written = (ObjectNode) forms.get(1);
            schema.remove("oneOf");
            schema.setAll(written);
        }
    }

    private static void refuseInlineExpression(ObjectNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties
                && properties.has("expression")
                && properties.path("expression").isEmpty()
                && properties.has("constant")
                && properties.path("constant").isEmpty()) {
            List<String> languages = properties.properties().stream()
                    .filter(property -> property.getValue().isEmpty())
                    .map(java.util.Map.Entry::getKey)
                    .filter(name -> !name.equals("expression") && !NOT_A_SHORTHAND.contains(name))
                    .toList();
            properties.remove(languages);
            ObjectNode expression = properties.putObject("expression");
            expression.put("$ref", "#/items/definitions/org.apache.camel.model.language.ExpressionDefinition");
            schema.remove("anyOf");
        }
    }
}
