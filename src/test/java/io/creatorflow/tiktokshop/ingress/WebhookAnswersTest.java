package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creatorflow.tiktokshop.ingress.RawConnection.Answer;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class WebhookAnswersTest {

    private static final int LIMIT = 256 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private static byte[] body() {
        return ("{\"type\":1,\"shop_id\":\"7\",\"timestamp\":1760000000,\"data\":{\"order_id\":\"" + UUID.randomUUID()
                        + "\"}}")
                .getBytes(UTF_8);
    }

    private static byte[] padded(int size) {
        byte[] body = " ".repeat(size).getBytes(UTF_8);
        byte[] start = body();
        System.arraycopy(start, 0, body, 0, start.length);
        return body;
    }

    private Answer answer(byte[] request) throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            return connection.send(request).answer();
        }
    }

    private Answer answer(String head) throws Exception {
        return answer(head.getBytes(UTF_8));
    }

    private long stored(byte[] body) {
        return database.sql("select count(*) from inbox where body = :body")
                .param("body", body)
                .query(Long.class)
                .single();
    }

    @Test
    void aSignedWebhookIsAnswered200WithAnEmptyBody() throws Exception {
        byte[] body = body();
        Answer answer = answer(RawConnection.webhook(body, WebhookSender.sign(body)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headerNames()).containsExactlyInAnyOrder("content-length", "date");
    }

    /** For longer than a request may take to come. */
    @Test
    void aConnectionIsKeptForTheNextWebhook() throws Exception {
        byte[] body = body();
        byte[] webhook = RawConnection.webhook(body, WebhookSender.sign(body));
        try (RawConnection connection = new RawConnection(port, Duration.ofSeconds(7))) {
            assertThat(connection.send(webhook).answer().status()).isEqualTo(200);
            assertThatThrownBy(connection::untilClosed).isInstanceOf(SocketTimeoutException.class);
            assertThat(connection.send(webhook).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionServesManyWebhooks() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            for (int i = 0; i < 20; i++) {
                byte[] body = body();
                connection.send(RawConnection.webhook(body, i % 2 == 0 ? WebhookSender.sign(body) : "no"));
                assertThat(connection.answer().status()).isEqualTo(i % 2 == 0 ? 200 : 401);
            }
        }
    }

    @Test
    void webhooksSentWithoutWaitingForAnswersAreAnsweredInTurn() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            for (int i = 0; i < 20; i++) {
                byte[] body = body();
                connection.send(RawConnection.webhook(body, i % 2 == 0 ? WebhookSender.sign(body) : "no"));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(connection.answer().status()).isEqualTo(i % 2 == 0 ? 200 : 401);
            }
        }
    }

    @Test
    void aWrongSignatureIsAnswered401WithAnEmptyBody() throws Exception {
        byte[] body = body();
        String good = WebhookSender.sign(body);
        for (String authorization : new String[] {
            "",
            "no",
            "Bearer " + good,
            good.toUpperCase(java.util.Locale.ROOT),
            good.substring(1),
            good + "0",
            good + ", " + good
        }) {
            Answer answer = answer(RawConnection.webhook(body, authorization));
            assertThat(answer.status()).as(authorization).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headerNames()).containsExactlyInAnyOrder("content-length", "date");
        }
        Answer twice = answer(RawConnection.webhook(body, good, "Authorization: " + good));
        assertThat(twice.status()).isEqualTo(401);
        assertThat(stored(body)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
    void anotherMethodIsAnswered405WithTheOneAllowed(String method) throws Exception {
        Answer answer = answer(method + " " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headerLines()).contains("Allow: POST", "Content-Length: 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonx",
                "application/cloudevents+json",
                "*/*",
                ";",
                ""
            })
    void anotherMediaTypeIsAnswered415(String type) throws Exception {
        assertThat(answer("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                                + "\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void noMediaTypeIsAnswered415() throws Exception {
        assertThat(answer("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=utf-8", "Application/JSON ; charset=UTF-8"})
    void theMediaTypeMayHaveParameters(String type) throws Exception {
        byte[] body = body();
        String request = new String(RawConnection.webhook(body, WebhookSender.sign(body)), UTF_8);
        assertThat(answer(request.replace("application/json", type)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "identity", "x"})
    void anyContentEncodingIsAnswered415(String encoding) throws Exception {
        byte[] body = body();
        assertThat(answer(RawConnection.webhook(body, WebhookSender.sign(body), "Content-Encoding: " + encoding))
                        .status())
                .isEqualTo(415);
        assertThat(stored(body)).isZero();
    }

    @Test
    void aBodyOfTheLargestSizeIsStoredAndOneByteMoreIsAnswered413() throws Exception {
        byte[] largest = padded(LIMIT);
        assertThat(answer(RawConnection.webhook(largest, WebhookSender.sign(largest)))
                        .status())
                .isEqualTo(200);
        assertThat(stored(largest)).isEqualTo(1);
        byte[] larger = padded(LIMIT + 1);
        assertThat(answer(RawConnection.webhook(larger, WebhookSender.sign(larger)))
                        .status())
                .isEqualTo(413);
        assertThat(stored(larger)).isZero();
    }

    @Test
    void anAnnouncedSizeOverTheLimitIsAnswered413BeforeTheBodyComes() throws Exception {
        assertThat(answer("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 1048576\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aSenderThatAsksBeforeItSendsTooMuchIsToldNoAtOnce() throws Exception {
        assertThat(answer("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 1048576\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aSenderThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
        byte[] body = body();
        String request =
                new String(RawConnection.webhook(body, WebhookSender.sign(body), "Expect: 100-continue"), UTF_8);
        int end = request.indexOf("\r\n\r\n") + 4;
        try (RawConnection connection = new RawConnection(port)) {
            assertThat(connection.send(request.substring(0, end)).answer().status())
                    .isEqualTo(100);
            assertThat(connection.send(request.substring(end)).answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aChunkedBodyOverTheLimitIsAnswered413AsSoonAsItShows() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int sent = 0; sent <= LIMIT; sent += 0x4000) {
                connection.send("4000\r\n" + "x".repeat(0x4000) + "\r\n");
            }
            Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.headerLines()).contains("Connection: close");
        }
    }

    @Test
    void aChunkedBodyIsStored() throws Exception {
        byte[] body = body();
        try (RawConnection connection = new RawConnection(port)) {
            connection.send("POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + WebhookSender.sign(body)
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (byte octet : body) {
                connection.send("1\r\n" + (char) octet + "\r\n");
            }
            assertThat(connection.send("0\r\n\r\n").answer().status()).isEqualTo(200);
        }
        assertThat(stored(body)).isEqualTo(1);
    }

    @Test
    void aBodyThatComesInPiecesIsStored() throws Exception {
        byte[] body = padded(100_000);
        byte[] request = RawConnection.webhook(body, WebhookSender.sign(body));
        try (RawConnection connection = new RawConnection(port)) {
            for (int from = 0; from < request.length; from += 1_000) {
                connection.send(java.util.Arrays.copyOfRange(request, from, Math.min(from + 1_000, request.length)));
            }
            assertThat(connection.answer().status()).isEqualTo(200);
            byte[] next = body();
            assertThat(connection
                            .send(RawConnection.webhook(next, WebhookSender.sign(next)))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(stored(body)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/",
                "/webhooks/other",
                "/webhooks/tiktok-shop/",
                "/webhooks/tiktok-shop;x=1",
                "/webhooks/./tiktok-shop",
                "/webhooks/x/../tiktok-shop",
                "//webhooks/tiktok-shop",
                "/webhooks/tiktok%2Dshop",
                "/%77ebhooks/tiktok-shop",
                "/webhooks/tiktok-shop.json"
            })
    void anotherSpellingOfThePathIsAnswered404WithAnEmptyBody(String path) throws Exception {
        byte[] body = body();
        String request = new String(RawConnection.webhook(body, WebhookSender.sign(body)), UTF_8);
        Answer answer = answer(request.replace("POST " + WebhookGate.PATH, "POST " + path));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
        assertThat(stored(body)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhooks/tiktok-shop HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /webhooks/tiktok-shop HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /webhooks/tiktok-shop HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /webhooks/tiktok-shop HTTP/1.1\r\n\r\n",
                "POST /webhooks/tiktok-shop<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "P<script>OST /webhooks/tiktok-shop HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /webhooks/tiktok-shop HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"
            })
    void aBrokenRequestIsRefusedWithoutAPage(String request) throws Exception {
        Answer answer = answer(request);
        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headerNames()).isSubsetOf("content-length", "date", "connection", "transfer-encoding");
    }

    @Test
    void headersWithoutEndAreRefusedWithoutAPage() throws Exception {
        Answer answer = answer(
                "POST " + WebhookGate.PATH + " HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anEmptySignedBodyIsKept() throws Exception {
        byte[] nothing = new byte[0];
        assertThat(answer(RawConnection.webhook(nothing, WebhookSender.sign(nothing)))
                        .status())
                .isEqualTo(200);
        assertThat(stored(nothing)).isEqualTo(1);
    }
}
