package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** Which fields differ between two revisions, by name alone: what they say may be about a buyer. */
final class ChangedFields {

    private static final String REVISION = "revision";

    private ChangedFields() {}

    /** Paths such as {@code items[].units[].status}, in the order of the alphabet. */
    static Set<String> between(JsonNode before, JsonNode after) {
        Set<String> fields = new TreeSet<>();
        compare("", before, after, fields);
        fields.remove(REVISION);
        return fields;
    }

    private static void compare(String path, JsonNode before, JsonNode after, Set<String> fields) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() || after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> compare(prefix + name, before.path(name), after.path(name), fields));
        } else if (before.isArray() || after.isArray()) {
            Iterator<JsonNode> old = before.elements();
            Iterator<JsonNode> now = after.elements();
            while (old.hasNext() && now.hasNext()) {
                compare(path + "[]", old.next(), now.next(), fields);
            }
            if (old.hasNext() || now.hasNext()) {
                fields.add(path + "[]");
            }
        } else {
            fields.add(path);
        }
    }
}
