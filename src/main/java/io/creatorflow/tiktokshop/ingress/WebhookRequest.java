package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A webhook as the application sees it: its body in memory, the two headers that matter, no query. */
final class WebhookRequest extends HttpServletRequestWrapper {

    private static final Set<String> HEADERS = Set.of("authorization", "content-type");

    private byte[] body = new byte[0];

    WebhookRequest(HttpServletRequest request) {
        super(request);
    }

    /** Finds the request of a webhook below what a dispatch has wrapped around it. */
    static WebhookRequest of(ServletRequest request) {
        ServletRequest current = request;
        while (!(current instanceof WebhookRequest) && current instanceof ServletRequestWrapper wrapper) {
            current = wrapper.getRequest();
        }
        return (WebhookRequest) current;
    }

    /** The raw body; not a copy. */
    byte[] body() {
        return body;
    }

    /** Sets the body once the last byte of it is here. */
    void arrived(byte[] complete) {
        body = complete;
    }

    private static boolean isVisible(String header) {
        return HEADERS.stream().anyMatch(header::equalsIgnoreCase);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isVisible(name) ? super.getHeader(name) : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isVisible(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(HEADERS);
    }

    @Override
    public long getDateHeader(String name) {
        return -1;
    }

    @Override
    public int getIntHeader(String name) {
        return -1;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("the body is in memory");
            }
        };
    }
}
