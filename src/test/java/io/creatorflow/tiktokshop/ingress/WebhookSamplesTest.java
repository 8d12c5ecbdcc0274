package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.ingress.WebhookSamples.Sample;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class WebhookSamplesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private WebhookSender sender;

    @BeforeEach
    void connect() {
        sender = new WebhookSender(port);
    }

    static List<Sample> samples() {
        return WebhookSamples.all();
    }

    @Test
    void everyFileOfTheFolderIsAmongTheSamples() throws Exception {
        try (Stream<java.nio.file.Path> files = Files.walk(WebhookSamples.FOLDER)) {
            long bodies = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("index.json"))
                    .count();
            assertThat(samples().stream().filter(sample -> sample.name().endsWith(".json")))
                    .hasSize((int) bodies)
                    .hasSizeGreaterThan(70);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsAcceptedWithItsSignatureAndStoredOnceByteForByte(Sample sample) {
        forget(sample);
        assertThat(sender.post(sample.body(), sample.authorization())).isEqualTo(200);
        assertThat(sender.post(sample.body(), sample.authorization())).isEqualTo(200);
        assertThat(database.sql("select body from inbox where body = :body")
                        .param("body", sample.body())
                        .query(byte[].class)
                        .list())
                .containsExactly(sample.body());
    }

    /** What another test has stored of it may have lost its buyer since. */
    private void forget(Sample sample) {
        database.sql("delete from inbox where body_sha256 = sha256(:body)")
                .param("body", sample.body())
                .update();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsRefusedWithOneByteChanged(Sample sample) {
        byte[] changed = sample.body().clone();
        changed[changed.length / 2] ^= 1;
        assertThat(sender.post(changed, sample.authorization())).isEqualTo(401);
        assertThat(database.sql("select count(*) from inbox where body = :body")
                        .param("body", changed)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
