package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What our mapping files can call besides the functions of JSLT itself. Each takes TikTok's values as they come (text,
 * number, "", missing) and gives null where nothing is set.
 */
final class MappingFunctions {

    /** Ids sort as numbers do, shorter ones first; they may have more digits than any number type. */
    private static final Comparator<String> BY_ID =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** Whole seconds since 1970; 13 digits would be milliseconds. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    /** Every function, to be given to the JSLT parser. */
    static final List<Function> ALL = List.of(
            new MappingFunction("text", 1, in -> text(in[0])),
            new MappingFunction("required", 2, in -> required(in[0], in[1].asText())),
            new MappingFunction("word", 1, in -> word(in[0])),
            new MappingFunction("flag", 1, in -> flag(in[0])),
            new MappingFunction("time", 1, in -> time(in[0])),
            new MappingFunction("money", 2, in -> Money.of(text(in[0]), text(in[1]))),
            new MappingFunction("list", 1, in -> in[0].isArray() ? in[0] : JsonNodeFactory.instance.arrayNode()),
            new MappingFunction("grouped", 3, in -> grouped(in[0], in[1].asText(), in[2].asText())),
            new MappingFunction("same", 1, in -> same(in[0])),
            new MappingFunction("masked", 1, in -> BooleanNode.valueOf(Recipient.masked(in[0]))),
            new MappingFunction(
                    "known-status", 2, in -> BooleanNode.valueOf(Statuses.known(in[0].asText(), in[1].asText()))));

    private MappingFunctions() {}

    private static JsonNode text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().isEmpty() ? NullNode.instance : value;
        }
        return value.isNumber() || value.isBoolean() ? TextNode.valueOf(value.asText()) : NullNode.instance;
    }

    private static JsonNode required(JsonNode value, String field) {
        JsonNode text = text(value);
        if (text.isNull()) {
            throw new MappingException(field + " is missing");
        }
        return text;
    }

    private static JsonNode word(JsonNode value) {
        JsonNode text = text(value);
        return text.isNull() ? text : TextNode.valueOf(text.textValue().toLowerCase(Locale.ROOT));
    }

    private static JsonNode flag(JsonNode value) {
        String text = value.asText();
        return BooleanNode.valueOf(text.equalsIgnoreCase("true") || text.equals("1"));
    }

    private static JsonNode time(JsonNode value) {
        JsonNode text = text(value);
        if (text.isNull() || text.textValue().equals("0")) {
            return NullNode.instance;
        }
        if (!SECONDS.matcher(text.textValue()).matches()) {
            throw MappingException.unreadable("a time", text.textValue());
        }
        return TextNode.valueOf(rfc3339(Long.parseLong(text.textValue())));
    }

    /** As an Instant tells itself, without its formatter: an order has a score of times. */
    private static String rfc3339(long seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return time + (time.getSecond() == 0 ? ":00Z" : "Z");
    }

    private static JsonNode same(JsonNode values) {
        JsonNode first = values.path(0);
        for (JsonNode value : values) {
            if (!value.equals(first)) {
                return NullNode.instance;
            }
        }
        return first.isMissingNode() ? NullNode.instance : first;
    }

    /** Groups by one field, and sorts groups and members, so that the same facts always give the same text. */
    private static JsonNode grouped(JsonNode values, String key, String order) {
        if (!values.isArray() && !values.isNull() && !values.isMissingNode()) {
            throw new MappingException("The list to be grouped by " + key + " is no list");
        }
        Map<String, List<JsonNode>> groups = new TreeMap<>(BY_ID);
        for (JsonNode value : values) {
            groups.computeIfAbsent(required(value.path(key), key).textValue(), id -> new ArrayList<>())
                    .add(value);
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        groups.forEach((id, members) -> {
            members.sort(Comparator.comparing(member -> member.path(order).asText(), BY_ID));
            result.addObject().put("key", id).putArray("values").addAll(members);
        });
        return result;
    }
}
