package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.api.AppCredentials;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookSignatureTest {

    private static final WebhookSignature SIGNATURE = signature(TestEnvironment.APP_KEY, TestEnvironment.APP_SECRET);

    private static WebhookSignature signature(String key, String... secrets) {
        List<AppCredentials> accepted = Stream.of(secrets)
                .map(secret -> new AppCredentials(key, secret))
                .toList();
        return new WebhookSignature(() -> accepted);
    }

    static Stream<JsonNode> vectors() throws IOException {
        JsonNode vectors = new ObjectMapper()
                .readTree(Path.of("src/test/resources/tiktok-shop/signing-vectors.json")
                        .toFile())
                .get("webhook_vectors");
        return StreamSupport.stream(vectors.spliterator(), false);
    }

    private static boolean accepts(WebhookSignature signature, byte[] body, @Nullable String authorization) {
        try {
            signature.verify(body, authorization);
            return true;
        } catch (BadSignatureException e) {
            return false;
        }
    }

    @Test
    void thereArePublishedVectors() throws IOException {
        assertThat(vectors()).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPublishedVectorIsAccepted(JsonNode vector) {
        WebhookSignature signature = signature(
                vector.get("app_key").asText(), vector.get("app_secret").asText());
        byte[] body = vector.get("body").asText().getBytes(UTF_8);
        assertThatNoException()
                .isThrownBy(
                        () -> signature.verify(body, vector.get("authorization").asText()));
        assertThatThrownBy(() -> SIGNATURE.verify(
                        (vector.get("body").asText() + " ").getBytes(UTF_8),
                        vector.get("authorization").asText()))
                .isInstanceOf(BadSignatureException.class);
    }

    @Test
    void eachOfAHundredThousandSingleBitFlipsIsRefused() {
        List<WebhookSamples.Sample> samples = WebhookSamples.all();
        Random random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            WebhookSamples.Sample sample = samples.get(i % samples.size());
            byte[] body = sample.body().clone();
            byte[] authorization = sample.authorization().getBytes(UTF_8);
            byte[] flipped = i % 4 == 0 ? authorization : body;
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            if (accepts(SIGNATURE, body, new String(authorization, java.nio.charset.StandardCharsets.ISO_8859_1))) {
                accepted++;
            }
        }
        assertThat(accepted).isZero();
        assertThat(samples).allMatch(sample -> accepts(SIGNATURE, sample.body(), sample.authorization()));
    }

    @Test
    void whileASecretIsRotatedBothCountAndNoOther() {
        WebhookSignature rotating = signature("key", "the new secret", "the old secret");
        byte[] body = "{}".getBytes(UTF_8);
        assertThat(accepts(rotating, body, WebhookSender.sign("key", "the new secret", body)))
                .isTrue();
        assertThat(accepts(rotating, body, WebhookSender.sign("key", "the old secret", body)))
                .isTrue();
        assertThat(accepts(rotating, body, WebhookSender.sign("key", "another secret", body)))
                .isFalse();
        assertThat(accepts(rotating, body, WebhookSender.sign("another key", "the new secret", body)))
                .isFalse();
    }

    @Test
    void aMissingOrMalformedSignatureIsRefused() {
        byte[] body = "{}".getBytes(UTF_8);
        String good = WebhookSender.sign(body);
        assertThat(accepts(SIGNATURE, body, good)).isTrue();
        for (String bad : new String[] {
            null,
            "",
            " ",
            good + " ",
            "0x" + good,
            "Bearer " + good,
            good.toUpperCase(java.util.Locale.ROOT),
            "é".repeat(64)
        }) {
            assertThat(accepts(SIGNATURE, body, bad)).as(bad).isFalse();
        }
    }

    @Test
    void manyThreadsMayAskAtOnce() {
        List<WebhookSamples.Sample> samples = WebhookSamples.all();
        assertThat(Stream.generate(samples::stream)
                        .limit(100)
                        .flatMap(all -> all)
                        .parallel()
                        .allMatch(sample -> accepts(SIGNATURE, sample.body(), sample.authorization())))
                .isTrue();
    }
}
