package io.creatorflow.tiktokshop.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;

/** Writes parameters as they travel: everything but letters, digits and {@code - _ . ~} is percent-encoded. */
final class QueryString {

    private QueryString() {}

    /** Joins the parameters in the map's order. */
    static String of(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder(256);
        parameters.forEach((name, value) -> {
            if (query.length() > 0) {
                query.append('&');
            }
            query.append(encode(name)).append('=').append(encode(value));
        });
        return query.toString();
    }

    private static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return URLEncoder.encode(text, UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~");
            }
        }
        return text;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
    }
}
