package io.creatorflow.tiktokshop.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class RequiredSettingsTest {

    private static final String RECEIVERS = "order-management,inventory-tracking,analytics,shipping-automation";
    private static final String KEY = base64("a key of exactly 32 random bytes");

    private final Path routes;

    private final MockEnvironment settings = new MockEnvironment();

    RequiredSettingsTest(@TempDir Path routes) {
        this.routes = routes;
    }

    @BeforeEach
    void aGoodSetOfSettings() throws Exception {
        Files.createFile(routes.resolve("application.properties"));
        settings.setProperty("routes.dir", routes.toString());
        settings.setProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1/integration");
        settings.setProperty("tiktok-shop.app-key", "6abc");
        settings.setProperty("tiktok-shop.app-secret", "f0e1d2c3b4a5968778695a4b3c2d1e0f");
        settings.setProperty("tiktok-shop.token-key", KEY);
        settings.setProperty("tiktok-shop.api-url", "https://open-api.example");
        settings.setProperty("tiktok-shop.auth-url", "https://auth.example");
        settings.setProperty("tiktok-shop.authorize-url", "https://services.example/open/authorize");
        settings.setProperty("tiktok-shop.authorize-us-url", "https://services.us.example/open/authorize");
        settings.setProperty("deliveries.receivers", RECEIVERS);
        for (String downstream : RECEIVERS.split(",")) {
            settings.setProperty("downstream." + downstream + ".url", "https://" + downstream + ".example/messages");
            settings.setProperty("downstream." + downstream + ".secret", "whsec_" + KEY);
        }
    }

    @Test
    void aGoodSetOfSettingsPasses() {
        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, SPRING_DATASOURCE_URL",
        "tiktok-shop.app-key, TIKTOK_SHOP_APP_KEY",
        "tiktok-shop.app-secret, TIKTOK_SHOP_APP_SECRET",
        "tiktok-shop.token-key, TIKTOK_SHOP_TOKEN_KEY",
        "tiktok-shop.api-url, TIKTOK_SHOP_API_URL",
        "tiktok-shop.auth-url, TIKTOK_SHOP_AUTH_URL",
        "tiktok-shop.authorize-url, TIKTOK_SHOP_AUTHORIZE_URL",
        "tiktok-shop.authorize-us-url, TIKTOK_SHOP_AUTHORIZE_US_URL",
        "deliveries.receivers, DELIVERIES_RECEIVERS",
        "downstream.order-management.url, DOWNSTREAM_ORDER_MANAGEMENT_URL",
        "downstream.order-management.secret, DOWNSTREAM_ORDER_MANAGEMENT_SECRET",
        "downstream.inventory-tracking.url, DOWNSTREAM_INVENTORY_TRACKING_URL",
        "downstream.analytics.secret, DOWNSTREAM_ANALYTICS_SECRET",
        "downstream.shipping-automation.url, DOWNSTREAM_SHIPPING_AUTOMATION_URL"
    })
    void whatIsMissingIsNamedByItsVariableWithTheMend(String property, String variable) {
        settings.setProperty(property, " ");

        refused(variable + " is not set: set it to ");
    }

    @Test
    void thePublicAddressMayBeMissingAndIsSafeOtherwise() {
        settings.setProperty("integration.public-url", "");
        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();

        settings.setProperty("integration.public-url", "http://8.8.8.8");
        refused("INTEGRATION_PUBLIC_URL sends in the clear to the public host 8.8.8.8: ");
    }

    @Test
    void aReceiverThatIsAddedToTheKnobIsChecked() {
        settings.setProperty("deliveries.receivers", RECEIVERS + ", returns-desk");
        refused("DOWNSTREAM_RETURNS_DESK_URL is not set: ");

        settings.setProperty("downstream.returns-desk.url", "https://returns-desk.example/messages");
        refused("DOWNSTREAM_RETURNS_DESK_SECRET is not set: ");

        settings.setProperty("downstream.returns-desk.secret", "whsec_" + KEY);
        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void aReceiverThatIsTakenFromTheKnobIsNotAskedFor() {
        settings.setProperty("deliveries.receivers", "order-management");
        settings.setProperty("downstream.analytics.url", "");

        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void aPlaceholderOfAVariableThatIsNotSetCountsAsMissing() {
        settings.setProperty("downstream.analytics.url", "${DOWNSTREAM_ANALYTICS_URL}");

        refused("DOWNSTREAM_ANALYTICS_URL is not set: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme", "secret", "tooshort", "0123456789abcdef0123456789abcdef01234567"})
    void aSampleIsNoSecret(String sample) {
        settings.setProperty("tiktok-shop.app-secret", sample);

        refused("TIKTOK_SHOP_APP_SECRET is a sample or too short: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2hvcnQ=",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
            })
    void aTokenKeyIs32RandomBytes(String key) {
        settings.setProperty("tiktok-shop.token-key", key);

        refused("TIKTOK_SHOP_TOKEN_KEY is not a random key: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://integration:hunter2@db.example/integration",
                "jdbc:postgresql://integration:hunter2@db.example/integration",
                "jdbc:mysql://db.example/integration?password=hunter2"
            })
    void anAddressOfTheDatabaseThatIsNoneIsNotTold(String url) {
        settings.setProperty("spring.datasource.url", url);

        refused(
                "SPRING_DATASOURCE_URL is no JDBC address of a PostgreSQL: set it to the JDBC address of your PostgreSQL, "
                        + "jdbc:postgresql://host/database, without user and password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-management", "inventory-tracking", "analytics", "shipping-automation"})
    void whatTheSandboxSignsWithIsNoSecret(String receiver) throws IOException {
        Properties sandbox = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/sandbox.properties")) {
            sandbox.load(file);
        }
        settings.setProperty(
                "downstream.analytics.secret", sandbox.getProperty("sandbox.receivers.secrets." + receiver));

        refused("DOWNSTREAM_ANALYTICS_SECRET is not a signing secret: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_c2hvcnQ=", "plain words", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aSigningSecretIsOfTheStandardWebhooksForm(String secret) {
        settings.setProperty("downstream.analytics.secret", secret);

        refused("DOWNSTREAM_ANALYTICS_SECRET is not a signing secret: ");
    }

    @Test
    void twoSigningSecretsMayStandWhileOneIsReplaced() {
        settings.setProperty("downstream.analytics.secret", "whsec_" + KEY + ", whsec_" + KEY);

        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void nothingIsSentInTheClearToAPublicHost() {
        settings.setProperty("downstream.analytics.url", "http://203.0.113.7/messages");

        refused("DOWNSTREAM_ANALYTICS_URL sends in the clear to the public host 203.0.113.7: use https.");
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.1.2.3/x, '', private address",
        "https://10.1.2.3/x, 10.2.0.0/16, OUTBOUND_PRIVATE_NETWORKS",
        "https://169.254.169.254/x, 0.0.0.0/0, never called",
        "https://analytics.example/x, intranet, OUTBOUND_PRIVATE_NETWORKS has what is no network"
    })
    void anAddressThatMustNotBeCalledIsRefusedAtTheStart(String url, String listed, String why) {
        settings.setProperty("downstream.analytics.url", url);
        settings.setProperty("outbound.private-networks", listed);

        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> RequiredSettings.check(settings))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000/x", "http://10.1.2.3/x", "http://192.168.0.9/x"})
    void aPrivateHostMayBeReachedByPlainHttp(String url) {
        settings.setProperty("outbound.private-networks", "10.0.0.0/8,127.0.0.1,192.168.0.0/24");
        settings.setProperty("downstream.analytics.url", url);

        assertThatCode(() -> RequiredSettings.check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"analytics.example", "ftp://analytics.example", "https://", "https://a b", "https:opaque"})
    void anAddressIsAnHttpAddress(String url) {
        settings.setProperty("downstream.analytics.url", url);

        refused("DOWNSTREAM_ANALYTICS_URL is no http address: ");
    }

    @Test
    void aRoutesFolderThatIsNotThereIsNamed() {
        settings.setProperty("routes.dir", routes.resolve("elsewhere").toString());

        refused("The routes folder " + routes.resolve("elsewhere") + " is missing");
    }

    private void refused(String beginning) {
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> RequiredSettings.check(settings))
                .withMessageStartingWith(beginning)
                .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.getMessage())
                        .doesNotContain("\n")
                        .endsWith("."));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
