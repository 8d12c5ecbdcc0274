package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a tree as the npm package {@code yaml} does with the schema {@code yaml-1.1}, which is how the visual editor
 * Kaoto saves a file. A string that it would fold is replaced by a word about that.
 */
public final class KaotoPrinter {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\\s\\S]*(^\\s|\\s$|: |:$| #|\\n)[\\s\\S]*");
    private static final Pattern INDICATOR = Pattern.compile("^([,\\[\\]{}#&*!|>'\"%@`]|[-?:]( |$)|(---|\\.\\.\\.)).*");
    private static final Pattern OTHER_TYPE = Pattern.compile("(~|null|Null|NULL|<<"
            + "|[Yy]|[Nn]|[Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF"
            + "|[-+]?(0b[01_]+|0[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+)"
            + "|[-+]?([0-9][0-9_]*)?\\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
            + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
            + "|\\d{4}-\\d{1,2}-\\d{1,2}([Tt ].*)?)?");

    private static final int WIDTH = 80;

    private KaotoPrinter() {}

    /** The lines of the saved file. */
    public static List<String> print(JsonNode tree) {
        List<String> lines = new ArrayList<>();
        if (tree.isContainerNode() && !tree.isEmpty()) {
            block(tree, "", lines);
        } else {
            lines.add(inline(tree));
        }
        return lines;
    }

    private static void block(JsonNode node, String indent, List<String> lines) {
        if (node.isArray()) {
            node.forEach(item -> item(item, indent, lines));
        } else {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String key = indent + scalar(field.getKey()) + ":";
                if (field.getValue().isContainerNode() && !field.getValue().isEmpty()) {
                    lines.add(key);
                    block(field.getValue(), indent + "  ", lines);
                } else {
                    lines.add(key + " " + folded(inline(field.getValue()), field.getKey(), indent));
                }
            }
        }
    }

    private static void item(JsonNode item, String indent, List<String> lines) {
        if (item.isContainerNode() && !item.isEmpty()) {
            int first = lines.size();
            block(item, indent + "  ", lines);
            lines.set(first, indent + "- " + lines.get(first).substring(indent.length() + 2));
        } else {
            lines.add(indent + "- " + inline(item));
        }
    }

    /** The library breaks a text at the width of the window, counted from the key and from the indentation. */
    private static String folded(String text, String key, String indent) {
        int most = Math.max(WIDTH - indent.length() - 1, Math.max(WIDTH - key.length() - 2, 21));
        boolean canBreak = text.startsWith("\"") || text.contains(" ");
        return text.length() > most && canBreak ? "a text of at most " + most + " characters" : text;
    }

    private static String inline(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "[]" : "{}";
        }
        return value.isTextual() ? scalar(value.asText()) : value.asText();
    }

    private static String scalar(String text) {
        if (!NEEDS_QUOTES.matcher(text).matches()
                && !INDICATOR.matcher(text).matches()
                && !OTHER_TYPE.matcher(text).matches()) {
            return text;
        }
        if (text.contains("\"") && !text.contains("'")) {
            return "'" + text + "'";
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
