package io.creatorflow.tiktokshop.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.TikTokShopIntegration;
import io.creatorflow.tiktokshop.sandbox.Sandbox;
import io.creatorflow.tiktokshop.support.Chromium;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A person connects shops in a browser, between the integration and the sandbox; each way that goes wrong ends on a page, too. */
@Tag("browser")
@CamelSpringBootTest
@SpringBootTest(classes = TikTokShopIntegration.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = TestEnvironment.class)
class AuthorizeBrowserTest {

    private static final String SERVICE_ID = "7400000000000000077";
    private static final int PORT = freePort();
    private static final URI INTEGRATION = URI.create("http://127.0.0.1:" + PORT);
    private static final Sandbox SANDBOX = Sandbox.start(Map.of(
            "sandbox.port",
            0,
            "sandbox.authorize.service-id",
            SERVICE_ID,
            "sandbox.authorize.redirect-url",
            INTEGRATION + "/authorization/callback",
            "sandbox.webhooks.any-address",
            true));

    private static Chromium browser;

    @Autowired
    private JdbcClient database;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry settings) {
        settings.add("server.port", () -> PORT);
        settings.add("integration.public-url", INTEGRATION::toString);
        settings.add("tiktok-shop.service-id", () -> SERVICE_ID);
        settings.add("tiktok-shop.api-url", SANDBOX::uri);
        settings.add("tiktok-shop.auth-url", SANDBOX::uri);
        settings.add("tiktok-shop.authorize-url", () -> SANDBOX.uri() + "/open/authorize");
        settings.add("tiktok-shop.authorize-us-url", () -> SANDBOX.uri() + "/open/authorize");
    }

    @BeforeAll
    static void start() throws Exception {
        makeShop("{\"name\":\"Moonlight Mugs\",\"sellerOpenId\":\"luna\",\"sellerName\":\"Luna\"}");
        makeShop("{\"name\":\"Moonlight Bowls & Plates\",\"sellerOpenId\":\"luna\",\"region\":\"DE\"}");
        makeShop("{\"name\":\"Sunny Socks\",\"sellerOpenId\":\"sol\",\"sellerName\":\"Sol\",\"region\":\"US\"}");
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        SANDBOX.close();
    }

    @BeforeEach
    void forget() {
        browser.open(INTEGRATION + "/authorize");
        browser.forgetCookies();
    }

    @Test
    void aSellerAuthorizesOnceAndAllShopsAreConnectedWithTheirWebhooks() {
        browser.picture("1-begin");
        assertThat(browser.style("main", "max-width"))
                .as("the policy lets the style in")
                .isEqualTo("608px");
        browser.click("In another country");
        assertThat(browser.title()).isEqualTo("Authorize the app");
        browser.picture("2-sandbox");
        browser.click("Authorize");

        assertThat(browser.title()).isEqualTo("2 shops are connected");
        assertThat(browser.text())
                .contains("Moonlight Mugs", "Moonlight Bowls & Plates", "ORDER_STATUS_CHANGE")
                .doesNotContain("Sunny Socks");
        browser.picture("3-connected");

        String back = browser.address();
        assertThat(back).startsWith(INTEGRATION + "/authorization/callback?code=");
        browser.open(back);
        assertThat(browser.title()).isEqualTo("This was used already");
        browser.picture("4-used");
    }

    @Test
    void anotherSellerOfAnotherRegionIsConnectedToo() {
        browser.click("In the United States");
        browser.choose("sol");
        browser.click("Authorize");

        assertThat(browser.title()).isEqualTo("The shop is connected");
        assertThat(browser.text()).contains("Sunny Socks", "US");
    }

    @Test
    void aSellerWhoCancelsIsToldSoAndMayBeginAgain() {
        browser.click("In another country");
        browser.click("Cancel");

        assertThat(browser.title()).isEqualTo("The shop is not connected");
        browser.picture("5-cancelled");
        browser.click("Begin again");
        assertThat(browser.title()).isEqualTo("Connect a TikTok Shop");
    }

    @Test
    void whoTakesTooLongIsToldSo() {
        browser.click("In another country");
        database.sql("update authorization_start set ends_at = clock_timestamp() where ends_at > clock_timestamp()")
                .update();
        browser.click("Authorize");

        assertThat(browser.title()).isEqualTo("That took too long");
        browser.picture("6-too-late");
    }

    @Test
    void whatAnotherBrowserBeganIsNotEndedHere() {
        browser.click("In another country");
        browser.forgetCookiesOf(INTEGRATION + "/authorize");
        browser.click("Authorize");

        assertThat(browser.title()).isEqualTo("This was begun elsewhere");
        browser.picture("7-other-browser");
    }

    @Test
    void whoComesFromTheAppStoreBeginsHere() {
        browser.open(SANDBOX.uri() + "/open/authorize?service_id=" + SERVICE_ID);
        browser.click("Authorize");

        assertThat(browser.title()).isEqualTo("One more step");
        browser.picture("8-app-store");
        browser.click("Begin again");
        browser.click("In another country");
        browser.click("Authorize");
        assertThat(browser.title()).isEqualTo("2 shops are connected");
    }

    private static void makeShop(String wish) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SANDBOX.uri() + "/sandbox/shops"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wish))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
