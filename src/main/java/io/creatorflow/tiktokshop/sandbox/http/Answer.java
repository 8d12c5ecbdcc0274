package io.creatorflow.tiktokshop.sandbox.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A whole HTTP answer.
 *
 * @param status its status
 * @param contentType its media type
 * @param retryAfterSeconds Retry-After, null for none
 * @param body its bytes
 */
public record Answer(
        int status, String contentType, @Nullable Long retryAfterSeconds, byte[] body) {

    /** An answer in JSON. */
    public static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", null, body);
    }

    /** An answer in HTML, as a broken gateway gives it. */
    public static Answer html(int status, String page) {
        return new Answer(status, "text/html", null, page.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, "", null, new byte[0]);
    }

    /** The same with Retry-After. */
    public Answer retryAfter(@Nullable Long seconds) {
        return new Answer(status, contentType, seconds, body);
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (retryAfterSeconds != null) {
            response.setHeader("Retry-After", Long.toString(retryAfterSeconds));
        }
        if (!contentType.isEmpty()) {
            response.setContentType(contentType);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
