package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Turns TikTok's JSON about one kind of entity into ours, as the file {@code mappings/<kind>.jslt} of the routes folder
 * says, with the files of that folder that it imports. It is read once, when the application starts.
 */
public final class Mapping {

    private final String kind;
    private final Expression expression;

    private Mapping(String kind, Expression expression) {
        this.kind = kind;
        this.expression = expression;
    }

    /**
     * Reads and compiles a mapping.
     *
     * @param routes the routes folder
     * @param kind of entity, such as {@code order}
     * @throws IllegalStateException if the file is no valid JSLT; names file, line and column
     * @throws UncheckedIOException if it cannot be read
     */
    public static Mapping load(Path routes, String kind) {
        Path file = routes.resolve("mappings").resolve(kind + ".jslt");
        try (Reader reader = open(file)) {
            Expression expression = new Parser(reader)
                    .withSource(file.toString())
                    .withFunctions(MappingFunctions.ALL)
                    .withObjectFilter(Mapping::isSet)
                    .withResourceResolver(imported -> open(file.resolveSibling(imported)))
                    .compile();
            return new Mapping(kind, expression);
        } catch (JsltException e) {
            throw new IllegalStateException("The mapping " + file + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Reader open(Path file) {
        try {
            return Files.newBufferedReader(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException cause) {
        return new UncheckedIOException("The mapping " + file + " cannot be read", cause);
    }

    /**
     * Maps one entity.
     *
     * @param source the entity as TikTok's API tells it, integers of any size exact
     * @param shopId the shop that it was read for
     * @return our entity; a key whose value is not set is not there
     * @throws MappingException if a field that we need is missing or unreadable
     */
    public ObjectNode map(JsonNode source, String shopId) {
        try {
            return (ObjectNode) expression.apply(Map.of("shopId", TextNode.valueOf(shopId)), source);
        } catch (JsltException e) {
            // Its text may hold values, among them the buyer's, so only the place is told.
            throw new MappingException(
                    "The mapping of " + kind + " fails at line " + e.getLine() + ", column " + e.getColumn());
        }
    }

    private static boolean isSet(JsonNode value) {
        return !value.isNull()
                && !(value.isObject() && value.isEmpty())
                && !(value.isTextual() && value.textValue().isEmpty());
    }
}
