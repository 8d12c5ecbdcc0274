package io.creatorflow.tiktokshop.doctor;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.hang;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.creatorflow.tiktokshop.api.ClockSkew;
import io.creatorflow.tiktokshop.api.Operation;
import io.creatorflow.tiktokshop.api.Operations;
import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class DoctorTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private CamelContext routes;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Examiner examiner;

    private final Examination examination = new Examination();
    private ConnectedShop shop;

    static List<String> receivers() {
        return ReceiversStub.NAMES;
    }

    @BeforeEach
    void connect() {
        shop = ConnectedShop.make(context);
        TestEnvironment.TIKTOK_SHOP.script(shop.accessToken(), this::answer);
        database.sql("update seller set scopes = :all where open_id = :seller")
                .param(
                        "all",
                        context.getBean(Operations.class).all().stream()
                                .map(Operation::scope)
                                .distinct()
                                .toArray(String[]::new))
                .param("seller", shop.seller())
                .update();
    }

    private void answer(Request request, HttpExchange exchange) throws IOException {
        Answer answer = request.path().endsWith("/shops")
                ? ok("{\"shops\":[{\"id\":\"" + shop.id() + "\",\"cipher\":\"" + shop.cipher() + "\"}]}")
                : ok("{\"webhooks\":[]}");
        answer.to(request, exchange);
    }

    @Test
    void aGoodShopIsGoodAndItsMissingWebhooksAreRegistered() {
        examine();

        assertThat(examination.findings())
                .extracting(Finding::check)
                .containsExactly("authorization", "token", "scopes", "call", "cipher", "webhooks");
        assertThat(examination.isGood()).as(examination.findings().toString()).isTrue();
        assertThat(TestEnvironment.TIKTOK_SHOP.requests(shop.accessToken()))
                .anyMatch(request -> request.method().equals("PUT"));
        assertThat(examination.findings().toString())
                .doesNotContain(shop.accessToken(), shop.refreshToken(), shop.cipher(), TestEnvironment.APP_SECRET);
    }

    @Test
    void aWrongSecretIsToldByItsCodeAndTheRestIsStillExamined() {
        TestEnvironment.TIKTOK_SHOP.script(shop.accessToken(), error(400, 106001, "sign invalid"));
        examine();
        assertThat(mend("call")).contains("106001");
        assertThat(mend("webhooks")).contains("106001");
    }

    @Test
    void aTokenThatIsOverAndAMissingScopeAreTold() {
        database.sql("""
                        update seller set access_token_expires_at = now() - interval '1 hour',
                          refresh_token_expires_at = now() - interval '1 minute', scopes = array['seller.order.info']
                        where open_id = :seller
                        """).param("seller", shop.seller()).update();
        examine();
        assertThat(mend("authorization")).contains("/authorize");
        assertThat(mend("token")).contains("was not renewed");
        assertThat(mend("scopes")).contains("seller.product.basic").doesNotContain("seller.order.info");
    }

    @Test
    void anotherCipherIsTold() {
        TestEnvironment.TIKTOK_SHOP.script(
                shop.accessToken(), ok("{\"shops\":[{\"id\":\"" + shop.id() + "\",\"cipher\":\"other\"}]}"));
        examine();
        assertThat(mend("cipher")).contains("authorize the app again");
    }

    @Test
    void aTikTokShopThatHangsEndsTheExaminationAllTheSame() {
        TestEnvironment.TIKTOK_SHOP.script(shop.accessToken(), hang());
        Instant began = Instant.now();
        examine();
        assertThat(mend("call")).contains("did not answer");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void aDownstreamTakesASignedPing(String receiver) {
        ping(receiver);
        assertThat(examination.isGood()).as(examination.findings().toString()).isTrue();
    }

    @Test
    void aDownstreamWithoutAStepIsToldToHaveNone() {
        ping("loyalty");
        assertThat(mend("ping")).contains("routes/doctor/ping-downstream");
    }

    @ParameterizedTest
    @CsvSource({
        "401, DOWNSTREAM_ANALYTICS_SECRET",
        "422, check DOWNSTREAM_ANALYTICS_URL",
        "503, check DOWNSTREAM_ANALYTICS_URL",
        "0, there was no answer"
    })
    void aDownstreamThatDoesNotTakeAPingIsToldWithTheMendAndTheNextIsAsked(int status, String mend) {
        TestEnvironment.RECEIVERS.answerPing("analytics", (receiver, event, exchange) -> {
            if (status == 0) {
                throw new IOException("cut");
            }
            return status;
        });
        try {
            ping("analytics");
            ping("inventory-tracking");
        } finally {
            TestEnvironment.RECEIVERS.answerPing("analytics", (receiver, event, exchange) -> 200);
        }
        assertThat(mend("ping")).contains(mend);
        assertThat(examination.findings()).extracting(Finding::ok).containsExactly(false, true);
    }

    @Test
    void aClockThatIsOffAndOneThatCouldNotBeComparedAreTold() {
        ClockSkew skew = Mockito.mock(ClockSkew.class);
        Mockito.when(skew.latest()).thenReturn(Duration.ofSeconds(120), (Duration) null);
        Examiner other = new Examiner(Mockito.mock(DataSource.class), skew, Duration.ofMinutes(1));
        other.clock(examination);
        other.clock(examination);
        assertThat(examination.findings())
                .extracting(Finding::toString)
                .satisfiesExactly(
                        off -> assertThat(off).startsWith("MEND").contains("120 s ahead"),
                        unknown -> assertThat(unknown).startsWith("MEND").contains("has not told its time"));
    }

    @Test
    void anExaminationThatDoesNotEndIsEndedByTheDeadline() throws Exception {
        Examiner stuck =
                new Examiner(Mockito.mock(DataSource.class), Mockito.mock(ClockSkew.class), Duration.ofMillis(1));
        assertThat(stuck.await().findings()).extracting(Finding::check).containsExactly("deadline");
    }

    @Test
    void theExaminationRunsFromTheDatabaseToTheDownstreams() throws Exception {
        database.sql("update shop set shop_id = 'shop-of-the-doctor' where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        shop = new ConnectedShop(
                "shop-of-the-doctor", shop.seller(), shop.cipher(), shop.accessToken(), shop.refreshToken());
        routes.getRouteController().startRoute("examine");
        Examination whole = examiner.await();
        assertThat(whole.findings())
                .extracting(Finding::about)
                .contains("database", "clock", "shop shop-of-the-doctor", "downstream analytics");
        assertThat(whole.findings())
                .filteredOn(finding -> !finding.about().equals("clock"))
                .allMatch(Finding::ok);
    }

    private void examine() {
        camel.request("direct:examine-shop", exchange -> {
            exchange.setProperty("examination", examination);
            exchange.getIn().setBody(shop.id());
        });
    }

    private void ping(String receiver) {
        camel.request("direct:ping-downstream", exchange -> {
            exchange.setProperty("examination", examination);
            exchange.getIn().setBody(receiver);
        });
    }

    private String mend(String check) {
        return examination.findings().stream()
                .filter(finding -> finding.check().equals(check) && !finding.ok())
                .map(Finding::says)
                .findFirst()
                .orElse("");
    }
}
