package io.creatorflow.tiktokshop.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSecretsTest {

    private static final String LONG = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @CsvSource({
        "'', " + LONG + ", '', TIKTOK_SHOP_APP_KEY",
        "key, '', '', TIKTOK_SHOP_APP_SECRET",
        "key, ' ', '', TIKTOK_SHOP_APP_SECRET",
        "key, e59af819cc, '', TIKTOK_SHOP_APP_SECRET",
        "key, " + LONG + ", old, TIKTOK_SHOP_APP_SECRET_PREVIOUS"
    })
    void aMissingOrSampleValueIsRefusedInOneLineThatNamesTheVariable(
            String key, String secret, String previous, String variable) {
        assertThatThrownBy(() -> new AppSecrets(key, secret, previous))
                .hasMessageStartingWith(variable + " ")
                .hasMessageContaining("set it to")
                .hasMessageNotContaining("\n");
    }

    @Test
    void twoSecretsCountWhileOneIsRotated() {
        byte[] body = {1, 2, 3};
        String old = "an old secret of enough length";
        assertThatNoException()
                .isThrownBy(() -> new AppSecrets("key", LONG, old)
                        .signature()
                        .verify(body, WebhookSender.sign("key", old, body)));
        assertThatThrownBy(() ->
                        new AppSecrets("key", LONG, "").signature().verify(body, WebhookSender.sign("key", old, body)))
                .isInstanceOf(BadSignatureException.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new AppSecrets("key", LONG, LONG)).asString().doesNotContain(LONG);
    }
}
