package io.creatorflow.tiktokshop.settings;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class AppSecretSettingsTest {

    private static MockEnvironment good() {
        return new MockEnvironment()
                .withProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1/postgres")
                .withProperty("tiktok-shop.app-key", "key")
                .withProperty("tiktok-shop.app-secret", "a made-up secret of enough length")
                .withProperty("tiktok-shop.token-key", "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80=")
                .withProperty("tiktok-shop.api-url", "https://127.0.0.1")
                .withProperty("tiktok-shop.auth-url", "https://127.0.0.1")
                .withProperty("tiktok-shop.authorize-url", "https://127.0.0.1")
                .withProperty("tiktok-shop.authorize-us-url", "https://127.0.0.1")
                .withProperty("deliveries.receivers", "analytics")
                .withProperty("downstream.analytics.url", "https://127.0.0.1")
                .withProperty("downstream.analytics.secret", "whsec_q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80=");
    }

    @Test
    void goodSettingsAreAccepted() {
        assertThatNoException().isThrownBy(() -> RequiredSettings.check(good()));
        assertThatNoException()
                .isThrownBy(() -> RequiredSettings.check(
                        good().withProperty("tiktok-shop.app-secret-previous", "another made-up secret, older")));
    }

    @ParameterizedTest
    @CsvSource({
        "tiktok-shop.app-key, '', TIKTOK_SHOP_APP_KEY",
        "tiktok-shop.app-secret, '', TIKTOK_SHOP_APP_SECRET",
        "tiktok-shop.app-secret, e59af819cc, TIKTOK_SHOP_APP_SECRET",
        "tiktok-shop.app-secret, 0123456789abcdef0123456789abcdef01234567, TIKTOK_SHOP_APP_SECRET",
        "tiktok-shop.app-secret-previous, secret, TIKTOK_SHOP_APP_SECRET_PREVIOUS"
    })
    void aMissingOrSampleSecretOfTheAppIsRefusedInOneLineThatNamesTheVariable(
            String setting, String value, String variable) {
        assertThatThrownBy(() -> RequiredSettings.check(good().withProperty(setting, value)))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith(variable + " ")
                .hasMessageContaining("set it to")
                .hasMessageNotContaining("\n");
    }
}
