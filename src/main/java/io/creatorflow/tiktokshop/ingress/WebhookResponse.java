package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A response that takes neither headers nor a body from the application, so that whatever happens in there, nothing of it
 * and nothing of the request comes out. It takes one answer.
 */
final class WebhookResponse extends HttpServletResponseWrapper {

    private final Answers answers;
    private final AtomicBoolean answered = new AtomicBoolean();

    WebhookResponse(HttpServletResponse response, Answers answers) {
        super(response);
        this.answers = answers;
    }

    /** Finds the response of a webhook below what a dispatch has wrapped around it. */
    static WebhookResponse of(ServletResponse response) {
        ServletResponse current = response;
        while (!(current instanceof WebhookResponse) && current instanceof ServletResponseWrapper wrapper) {
            current = wrapper.getResponse();
        }
        return (WebhookResponse) current;
    }

    /** Answers, unless that has been done. */
    void answer(int status) {
        if (answered.compareAndSet(false, true)) {
            answers.put((HttpServletResponse) getResponse(), status);
        }
    }

    /** Answers, unless that has been done, and ends the connection: part of the request is still unread. */
    void answerLast(int status) {
        if (answered.compareAndSet(false, true)) {
            answers.putLast((HttpServletResponse) getResponse(), status);
        }
    }

    @Override
    public void sendError(int status) {}

    @Override
    public void sendError(int status, String message) {}

    @Override
    public void sendRedirect(String location) {}

    @Override
    public void setStatus(int status) {}

    @Override
    public void addCookie(Cookie cookie) {}

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public void addHeader(String name, String value) {}

    @Override
    public void setIntHeader(String name, int value) {}

    @Override
    public void addIntHeader(String name, int value) {}

    @Override
    public void setDateHeader(String name, long date) {}

    @Override
    public void addDateHeader(String name, long date) {}

    @Override
    public void setContentType(String type) {}

    @Override
    public void setCharacterEncoding(String charset) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setLocale(Locale locale) {}

    @Override
    public void flushBuffer() {}

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(Writer.nullWriter());
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {}

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("a webhook gets no body");
            }
        };
    }
}
