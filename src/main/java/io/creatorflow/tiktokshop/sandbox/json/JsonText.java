package io.creatorflow.tiktokshop.sandbox.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Compact JSON, written piece by piece without a tree between. Commas set themselves; the caller closes what it opens.
 * Names are written as they are, values are escaped.
 */
public final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text;

    /**
     * An empty text.
     *
     * @param capacity characters expected
     */
    public JsonText(int capacity) {
        this.text = new StringBuilder(capacity);
    }

    /** Opens an object as the next value. */
    public JsonText object() {
        separate().append('{');
        return this;
    }

    /** Opens an object as the value of a name. */
    public JsonText object(String name) {
        name(name).append('{');
        return this;
    }

    /** Closes the object. */
    public JsonText endObject() {
        text.append('}');
        return this;
    }

    /** Opens a list as the next value. */
    public JsonText list() {
        separate().append('[');
        return this;
    }

    /** Opens a list as the value of a name. */
    public JsonText list(String name) {
        name(name).append('[');
        return this;
    }

    /** Closes the list. */
    public JsonText endList() {
        text.append(']');
        return this;
    }

    /** A text, or null. */
    public JsonText field(String name, @Nullable String value) {
        name(name);
        quote(value);
        return this;
    }

    /** A whole number. */
    public JsonText field(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** A truth value. */
    public JsonText field(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /** A time that is left out while it has not come: the custom of TikTok Shop. */
    public JsonText time(String name, long seconds) {
        return seconds == 0 ? this : field(name, seconds);
    }

    /** A list's next text. */
    public JsonText value(@Nullable String value) {
        separate();
        quote(value);
        return this;
    }

    /** A list's next whole number. */
    public JsonText value(long value) {
        separate().append(value);
        return this;
    }

    /** Members or elements that are JSON already, such as {@code "a":1,"b":2}. */
    public JsonText raw(String json) {
        if (!json.isEmpty()) {
            separate().append(json);
        }
        return this;
    }

    /** A value that is JSON already. */
    public JsonText raw(String name, String json) {
        name(name).append(json);
        return this;
    }

    /** The text in UTF-8. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private StringBuilder name(String name) {
        return separate().append('"').append(name).append("\":");
    }

    private StringBuilder separate() {
        int length = text.length();
        char last = length == 0 ? '[' : text.charAt(length - 1);
        return last == '{' || last == '[' || last == ':' ? text : text.append(',');
    }

    private void quote(@Nullable String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i));
        }
        text.append('"');
    }

    private void escape(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c < 0x20) {
            text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        } else {
            text.append(c);
        }
    }
}
