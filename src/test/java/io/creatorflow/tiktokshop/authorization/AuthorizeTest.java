package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.SellerBrowser;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A seller's way to TikTok Shop's page and back: each way back that is not good gets a page, and TikTok Shop no call. */
@IntegrationTest
class AuthorizeTest {

    /** Until what was let through counts no more, so that the next test is let through, too. */
    private static final Duration THE_LIMITS_SECOND = Duration.ofMillis(1100);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private final String code = "code-" + UUID.randomUUID();
    private SellerBrowser browser;

    @BeforeEach
    void open() {
        browser = browser();
        TestEnvironment.TIKTOK_SHOP.script(code, error(200, 36004004, "invalid auth code"));
    }

    @Test
    void theWayToTikTokShopIsAskedForByRegion() {
        HttpResponse<String> page = browser.open("/authorize");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("href=\"authorize?region=us\"", "href=\"authorize?region=other\"");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void moreThanTheRouteLetsThroughIsToldToComeAgainAndWritesNothing() {
        long before = begun();

        List<HttpResponse<String>> answers =
                Stream.generate(() -> browser.begin("us")).limit(100).toList();

        List<HttpResponse<String>> refused =
                answers.stream().filter(answer -> answer.statusCode() != 302).toList();
        assertThat(refused).isNotEmpty().allSatisfy(page -> {
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Too many at once", "Begin again");
        });
        assertThat(begun() - before).isEqualTo(answers.size() - refused.size());
        await().pollDelay(THE_LIMITS_SECOND).until(() -> browser.begin("us").statusCode() == 302);
    }

    private long begun() {
        return database.sql("select count(*) from authorization_start")
                .query(Long.class)
                .single();
    }

    @Test
    void eachRegionHasItsPageAndTheStateIsBoundToTheBrowser() {
        HttpResponse<String> us = browser.begin("us");
        assertThat(us.statusCode()).isEqualTo(302);
        assertThat(us.body()).isEmpty();
        assertThat(location(us))
                .startsWith("https://services.us.tiktokshop.com/open/authorize?service_id=" + TestEnvironment.SERVICE_ID
                        + "&state=");
        assertThat(us.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-authorization=")
                .contains("; Path=/;", "; Max-Age=600;", "; Secure;", "; HttpOnly;", "; SameSite=Lax")
                .doesNotContain(browser.state());
        String state = browser.state();
        assertThat(state).hasSize(43);

        assertThat(location(browser.begin("other"))).startsWith("https://services.tiktokshop.com/open/authorize?");
        assertThat(browser.state()).isNotEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "us&redirect_uri=https://evil.example"})
    void noParameterSendsABrowserElsewhere(String region) {
        assertThat(location(browser.begin(region)))
                .matches(
                        "https://services(.us)?.tiktokshop.com/open/authorize[?]service_id=[0-9]+&state=[A-Za-z0-9_-]+");
    }

    @Test
    void aPageIsNotKeptAndRunsNothing() {
        for (HttpResponse<String> page : new HttpResponse[] {
            browser.open("/authorize"), browser.begin("us"), browser.comeBack("error=auth_denied")
        }) {
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .endsWith("frame-ancestors 'none'");
        }
    }

    @Test
    void aSellerWhoDeclinesIsToldHowToGoOnAndNothingIsRepeated() {
        HttpResponse<String> page = browser.comeBack("code=null&error=auth_denied&state=%3Cscript%3E&X-Evil=1");
        refused(page, "Access was not granted");
        assertThat(page.body()).doesNotContain("script");
        assertThat(page.headers().map().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("x-evil", "code", "error", "state", "cookie", "region");
    }

    @Test
    void whoComesFromTheAppStoreHasNoStateAndBeginsHere() {
        refused(browser.comeBack("code=" + code), "App Store");
        refused(browser.comeBack("code=" + code + "&state="), "App Store");
        refused(browser.comeBack(""), "App Store");
        nothingWasAsked();
    }

    @Test
    void aStateIsGoodOnce() {
        browser.begin("other");
        String back = "code=" + code + "&state=" + browser.state();
        assertThat(browser.comeBack(back).body()).contains("older than 30 minutes");
        refused(browser.comeBack(back), "This was used already");
        assertThat(TestEnvironment.TIKTOK_SHOP.requests(code)).hasSize(1);
    }

    @Test
    void aStateOfAnotherBrowserIsRefusedAndStaysGoodInItsOwn() {
        browser.begin("other");
        String back = "code=" + code + "&state=" + browser.state();
        SellerBrowser another = browser();
        refused(another.comeBack(back), "This was begun elsewhere");
        another.begin("other");
        refused(another.comeBack(back), "This was begun elsewhere");
        nothingWasAsked();

        assertThat(browser.comeBack(back).body()).contains("older than 30 minutes");
    }

    @Test
    void aStateIsGoodForTenMinutes() throws Exception {
        browser.begin("other");
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(browser.state().getBytes(UTF_8));
        assertThat(database.sql("""
                        update authorization_start set ends_at = ends_at - interval '10 minutes'
                        where state_sha256 = :state and ends_at > clock_timestamp() + interval '9 minutes'""").param("state", hash).update()).isEqualTo(1);
        refused(browser.comeBack("code=" + code + "&state=" + browser.state()), "That took too long");
        refused(browser.comeBack("code=" + code + "&state=made-up"), "That took too long");
        nothingWasAsked();
    }

    @Test
    void aReturnWithoutACodeIsToldSo() {
        browser.begin("other");
        refused(browser.comeBack("state=" + browser.state()), "without an authorization code");
    }

    @Test
    void whatIsOverIsForgottenAfterADay() {
        database.sql(
                        "insert into authorization_start values (:old, '\\x00', clock_timestamp() - interval '25 hours', null)")
                .param("old", code.getBytes(UTF_8))
                .update();
        browser.begin("other");
        assertThat(database.sql("select count(*) from authorization_start where state_sha256 = :old")
                        .param("old", code.getBytes(UTF_8))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutAServiceIdThereIsNoWay() {
        AuthorizationLinks links = new AuthorizationLinks("https://us.example", "https://other.example", " ");
        assertThatExceptionOfType(AuthorizationRefused.class)
                .isThrownBy(() -> links.to("us", "state"))
                .satisfies(refused -> {
                    assertThat(new ConnectPage().refused(refused))
                            .contains("TIKTOK_SHOP_SERVICE_ID")
                            .doesNotContain("Begin again");
                    assertThat(new ConnectPage().status(refused)).isEqualTo(503);
                });
    }

    @Test
    void withoutHttpsTheCookieIsNotForHttpsAlone() {
        AuthorizationStarts starts = new AuthorizationStarts(
                database,
                new AuthorizationLinks("http://us.example", "http://other.example", "1"),
                Duration.ofMinutes(1),
                "http://127.0.0.1:8080");
        assertThat(starts.begin("other").cookie()).startsWith("authorization=").doesNotContain("Secure");
    }

    private SellerBrowser browser() {
        return new SellerBrowser(URI.create("http://127.0.0.1:" + port));
    }

    private static String location(HttpResponse<String> way) {
        return way.headers().firstValue("Location").orElseThrow();
    }

    private static void refused(HttpResponse<String> page, String why) {
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(why, "href=\"../authorize\"");
    }

    private void nothingWasAsked() {
        assertThat(TestEnvironment.TIKTOK_SHOP.requests(code)).isEmpty();
    }
}
