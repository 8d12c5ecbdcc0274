package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that nobody asked for, on every path but that of webhooks: each is refused by its head, and no thread waits for its rest. */
@IntegrationTest
class UnreadBodiesTest {

    private static final String LENGTH = "Content-Length: 1000000";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    @LocalServerPort
    private int port;

    @Value("${server.tomcat.threads.max}")
    private int threads;

    @ParameterizedTest
    @CsvSource({
        "GET, /authorize, text/plain, 404",
        "POST, /authorize, application/x-www-form-urlencoded, 404",
        "PUT, /authorize, application/x-www-form-urlencoded, 404",
        "PATCH, /nowhere, application/x-www-form-urlencoded, 404",
        "POST, /authorize, multipart/form-data; boundary=x, 404",
        "POST, /actuator/health, application/json, 404",
        "GET, /authorization/callback, application/json, 404",
        "POST, /api/v1/operations/keys, application/json, 401",
        "PUT, /api/v1/operations/keys, application/x-www-form-urlencoded, 401",
        "POST, /api/v1/operations, application/json, 404"
    })
    void aBodyThatNobodyReadsIsNotWaitedFor(String method, String path, String type, int status) throws IOException {
        for (String body : List.of(LENGTH, CHUNKED)) {
            try (RawConnection connection = new RawConnection(port)) {
                connection.send(head(method, path, type, body) + (body.equals(CHUNKED) ? "1\r\nx\r\n" : "x"));

                RawConnection.Answer answer = connection.answer();

                assertThat(answer.status()).as(body).isEqualTo(status);
                assertThat(connection.untilClosed()).isEmpty();
            }
        }
    }

    @Test
    void whoDribblesSuchABodyIsCut() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * threads; i++) {
                String path = i % 2 == 0 ? "/authorize" : UnreadBodyValve.OPERATIONS + "keys";
                slow.add(new RawConnection(port).send(head("POST", path, "application/json", LENGTH)));
            }
            await().until(() ->
                    slow.stream().filter(UnreadBodiesTest::takesMore).count() == 0);
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    private static boolean takesMore(RawConnection connection) {
        try {
            connection.send(" ");
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private static String head(String method, String path, String type, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + body
                + "\r\n\r\n";
    }
}
