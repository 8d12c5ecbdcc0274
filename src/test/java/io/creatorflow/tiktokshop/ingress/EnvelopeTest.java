package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

    private static Envelope envelope(String body) {
        return Envelope.of(body.getBytes(UTF_8));
    }

    private static String day(String body) {
        return ReceivedWebhook.of(body.getBytes(UTF_8), Instant.parse("2026-03-01T12:00:00Z"))
                .day();
    }

    static Iterable<MalformedJson> malformed() {
        return MalformedJson.all();
    }

    @Test
    void thereAreManyMalformedBodies() {
        assertThat(MalformedJson.all()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedBodyHasNoEnvelope(MalformedJson body) {
        assertThat(Envelope.of(body.bytes())).isEqualTo(Envelope.NONE);
    }

    @Test
    void typeShopAndTimestampAreRead() {
        assertThat(envelope("{\"type\":1,\"shop_id\":\"7495540735365777507\",\"timestamp\":1718305585,\"data\":{}}"))
                .isEqualTo(new Envelope(1, "7495540735365777507", 1718305585L));
    }

    @Test
    void theOrderOfMembersAndWhatElseThereIsDoNotMatter() {
        assertThat(envelope("{\"data\":{\"type\":9,\"shop_id\":\"x\",\"list\":[{\"timestamp\":1}]},\"timestamp\":5,"
                        + "\"new\":[],\"shop_id\":\"7\",\"type\":2}"))
                .isEqualTo(new Envelope(2, "7", 5L));
    }

    @Test
    void idsThatAreNumbersKeepEveryDigit() {
        assertThat(envelope("{\"type\":1,\"shop_id\":123456789012345678901}").shopId())
                .isEqualTo("123456789012345678901");
    }

    @Test
    void numbersMayComeAsText() {
        assertThat(envelope("{\"type\":\"1\",\"timestamp\":\"1718305585\"}"))
                .isEqualTo(new Envelope(1, null, 1718305585L));
    }

    @Test
    void whatIsNotOfItsKindIsNull() {
        assertThat(envelope("{\"type\":1.5,\"shop_id\":{},\"timestamp\":[1]}")).isEqualTo(Envelope.NONE);
        assertThat(envelope("{\"type\":4294967297,\"shop_id\":null,\"timestamp\":true}"))
                .isEqualTo(Envelope.NONE);
        assertThat(envelope("{\"type\":1e2,\"timestamp\":1e9}")).isEqualTo(Envelope.NONE);
        assertThat(envelope("{}")).isEqualTo(Envelope.NONE);
    }

    @Test
    void aShopIdIsOnlyLettersDigitsDashesAndUnderscores() {
        assertThat(envelope("{\"shop_id\":\"aB_9-z\"}").shopId()).isEqualTo("aB_9-z");
        for (String bad : new String[] {"", "a b", "a\\u0000b", "\\ud800", "é", "7\\n", "x".repeat(65), "a/b", "'"}) {
            assertThat(envelope("{\"type\":1,\"shop_id\":\"" + bad + "\"}"))
                    .as(bad)
                    .isEqualTo(new Envelope(1, null, null));
        }
    }

    @Test
    void aBodyMayNest64DeepAndNoDeeper() {
        assertThat(envelope("{\"type\":1,\"data\":" + "[".repeat(63) + "]".repeat(63) + "}"))
                .isEqualTo(new Envelope(1, null, null));
        assertThat(envelope("{\"type\":1,\"data\":" + "[".repeat(64) + "]".repeat(64) + "}"))
                .isEqualTo(Envelope.NONE);
        assertThat(envelope("{\"type\":1,\"data\":" + "[".repeat(100_000))).isEqualTo(Envelope.NONE);
        assertThat(envelope("{\"a\":".repeat(40_000))).isEqualTo(Envelope.NONE);
    }

    @Test
    void aNumberOfManyDigitsIsNoEnvelope() {
        assertThat(envelope("{\"type\":1,\"shop_id\":" + "9".repeat(200_000) + "}"))
                .isEqualTo(Envelope.NONE);
        assertThat(envelope("{\"type\":" + "9".repeat(900) + "}")).isEqualTo(Envelope.NONE);
    }

    @Test
    void theDayIsThatOfTheTimestampInUtc() {
        assertThat(day("{\"timestamp\":1718323199}")).isEqualTo("2024-06-13");
        assertThat(day("{\"timestamp\":1718323200}")).isEqualTo("2024-06-14");
        assertThat(day("{\"timestamp\":1772452800}")).isEqualTo("2026-03-02");
    }

    @Test
    void aTimestampThatCannotBeHasNoDay() {
        for (String timestamp : new String[] {"0", "-1", "1577836799", "1718305585000", "1772539201", "9e9", "null"}) {
            assertThat(day("{\"type\":1,\"timestamp\":" + timestamp + "}"))
                    .as(timestamp)
                    .isEqualTo(ReceivedWebhook.NO_DAY);
        }
        assertThat(day("{\"type\":1}")).isEqualTo(ReceivedWebhook.NO_DAY);
    }
}
