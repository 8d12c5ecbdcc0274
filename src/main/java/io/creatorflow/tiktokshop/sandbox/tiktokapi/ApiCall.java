package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method GET, POST …
 * @param path as sent
 * @param query decoded values by name; the first counts where a name comes twice
 * @param body its bytes
 * @param token x-tts-access-token, null if missing
 * @param contentType its media type, empty if missing
 */
record ApiCall(
        String method,
        String path,
        Map<String, String> query,
        byte[] body,
        @Nullable String token,
        String contentType) {

    static ApiCall read(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        return new ApiCall(
                request.getMethod(),
                request.getRequestURI(),
                query(request.getQueryString()),
                request.getInputStream().readAllBytes(),
                request.getHeader("x-tts-access-token"),
                type == null ? "" : type);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** The id at the end of the path. */
    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new HashMap<>();
        if (text != null) {
            for (String part : text.split("&")) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                query.putIfAbsent(decode(name), equals < 0 ? "" : decode(part.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
