package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.cut;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.NotAuthorized;
import io.creatorflow.tiktokshop.api.TokenExpired;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.creatorflow.tiktokshop.support.ShopCalls.Ended;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class TokenRefreshTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private JdbcClient database;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Sellers sellers;

    @Autowired
    private PlatformTransactionManager transactions;

    private ConnectedShop shop;
    private String newToken;

    @BeforeEach
    void expire() {
        shop = ConnectedShop.make(context);
        newToken = "access-2-" + UUID.randomUUID();
        shop.answers(acceptsOnly(newToken));
    }

    @Test
    void anExpiredTokenIsRefreshedOnceHoweverManyCallsMeetIt() throws Exception {
        refreshGives(tokens(newToken));
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<CompletableFuture<Ended>> calls = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            waitFor(together);
                            return call();
                        },
                        callers))
                .toList();
        together.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join().answer()).isNotNull());
        callers.shutdown();
        assertThat(refreshes()).hasSize(1);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void theRefreshSendsWhatTheTokenHostWantsAndNoSign() {
        refreshGives(tokens(newToken));
        call().answer();
        assertThat(refreshes()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/api/v2/token/refresh");
            assertThat(request.query())
                    .containsOnlyKeys("app_key", "app_secret", "refresh_token", "grant_type")
                    .containsEntry("grant_type", "refresh_token");
            assertThat(request.headers()).doesNotContainKey("X-tts-access-token");
        });
    }

    @Test
    void aTokenThatTheClockSaysIsOverIsRefreshedBeforeTheCall() {
        database.sql("update seller set access_token_expires_at = now() - interval '1 s' where open_id = :id")
                .param("id", shop.seller())
                .update();
        refreshGives(tokens(newToken));
        call().answer();
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedAgainAfterTheRefreshIsToldToTheCaller() {
        refreshGives(tokens("another-" + newToken));
        assertThat(call().failure()).isInstanceOf(TokenExpired.class);
        assertThat(shop.requests()).hasSize(2);
        assertThat(refreshes()).hasSize(1);
    }

    @Test
    void aTokenThatWasRenewedElsewhereAndExpiredTooIsRenewedAgain() {
        shop.answers(acceptsOnly(shop.accessToken()));
        call().answer();
        renewals.renew(1, granted("access-of-another-replica"));
        shop.answers(acceptsOnly(newToken));
        TestEnvironment.TIKTOK_SHOP.script("next-" + shop.refreshToken(), tokens(newToken));
        assertThat(call().answer()).isNotNull();
        assertThat(generation()).isEqualTo(3);
    }

    @Test
    void aTokenHostThatStumblesIsAskedAgain() {
        refreshGives(json(503, "<html>"), cut(), tokens(newToken));
        call().answer();
        assertThat(refreshes()).hasSize(3);
    }

    @Test
    void aDeadRefreshTokenIsTriedOnceAndTheSellerIsAskedToAuthorizeAgain() {
        refreshGives(error(200, 36004001, "refresh token expired"));
        assertThat(call().failure()).isInstanceOf(NotAuthorized.class);
        assertThat(call().failure()).isInstanceOf(NotAuthorized.class);
        assertThat(refreshes()).hasSize(1);
        assertThat(renewals.reasonToAuthorizeAgain(shop.seller()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("36004001"));
    }

    @Test
    void anotherReplicaThatIsAtItIsWaitedFor() {
        assertThat(renewals.lease(shop.seller(), 1, UUID.randomUUID(), Duration.ofSeconds(10)))
                .contains(shop.refreshToken());
        CompletableFuture<Ended> waiting = CompletableFuture.supplyAsync(this::call);
        await().until(() -> !shop.requests().isEmpty());
        assertThat(renewals.renew(1, granted(newToken))).isTrue();
        waiting.join().answer();
        assertThat(refreshes()).isEmpty();
    }

    @Test
    void aLeaseBelongsToOneAndALateRenewalIsNotTaken() {
        UUID first = UUID.randomUUID();
        Duration lease = Duration.ofSeconds(10);
        assertThat(renewals.lease(shop.seller(), 1, first, lease)).isPresent();
        assertThat(renewals.lease(shop.seller(), 1, UUID.randomUUID(), lease)).isEmpty();
        assertThat(renewals.lease(shop.seller(), 1, first, lease)).isPresent();
        assertThat(renewals.renew(1, granted(newToken))).isTrue();
        assertThat(renewals.renew(1, granted("late"))).isFalse();
        assertThat(renewals.lease(shop.seller(), 1, first, lease)).isEmpty();
    }

    @Test
    void aSellerIsDueInTheLastThirdOfTheTokensLife() {
        assertThat(due()).doesNotContain(shop.seller());
        isAlmostOver(shop.seller(), 2);
        assertThat(due()).contains(shop.seller());
    }

    @Test
    void aSellerWhoseTokensDoNotOpenHoldsUpNobodyElse(CapturedOutput log) {
        ConnectedShop broken = ConnectedShop.make(context);
        database.sql("update seller set access_token = :none, refresh_token = :none where open_id = :id")
                .param("none", new byte[] {0})
                .param("id", broken.seller())
                .update();
        isAlmostOver(broken.seller(), 1);
        isAlmostOver(shop.seller(), 2);
        refreshGives(tokens(newToken));
        await().atMost(Duration.ofSeconds(40)).until(() -> generation() == 2);
        assertThat(log)
                .contains("the token of seller " + broken.seller()
                        + " does not open: set TIKTOK_SHOP_TOKEN_KEY_PREVIOUS");
        ConnectedShop.grant(context, broken, Instant.now().plusSeconds(9_000_000));
    }

    @Test
    void newTokensThatTheDatabaseDoesNotTakeAreStoredOnceItDoes() throws Exception {
        AtomicReference<Connection> blocker = new AtomicReference<>();
        refreshGives(
                (request, exchange) -> {
                    blocker.set(lockSeller());
                    tokens(newToken).to(request, exchange);
                },
                error(200, 36004005, "can not find related auth record"));
        CompletableFuture<Ended> call = CompletableFuture.supplyAsync(this::call);
        await().until(() -> waitingForLocks() > 0);
        await().until(() -> call.isDone() || waitingForLocks() > 1);
        release(blocker.get());
        call.join();

        await().until(() -> call().exchange().getException() == null);
        assertThat(generation()).isEqualTo(2);
        assertThat(renewals.reasonToAuthorizeAgain(shop.seller())).isEmpty();
        assertThat(refreshes()).hasSize(1);
    }

    @Test
    void tokensAreStoredAgainForMinutesAndOnlyWhileTheDatabaseIsInTrouble() {
        TokenRefresh refresh = context.getBean(TokenRefresh.class);
        assertThat(refresh.storesAgain(new DataAccessResourceFailureException("away"), 600))
                .isTrue();
        assertThat(refresh.storesAgain(new DataAccessResourceFailureException("away"), 601))
                .isFalse();
        assertThat(refresh.storesAgain(new IllegalArgumentException("no tokens"), 1))
                .isFalse();
    }

    @Test
    void anAnswerWithoutTokensIsAnOutageOfTheTokenHost() {
        refreshGives(ok("{}"), tokens(newToken));
        assertThat(call().answer()).isNotNull();
        assertThat(refreshes()).hasSize(2);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsCalledInvalidIsReplacedByTheOneThatAnotherReplicaHasStored() {
        shop.answers((request, exchange) -> {
            boolean renewed = request.headers()
                    .getOrDefault("X-tts-access-token", List.of())
                    .contains(newToken);
            if (!renewed) {
                renewals.renew(1, granted(newToken));
            }
            (renewed ? ok("{}") : error(401, 105001, "access token is invalid")).to(request, exchange);
        });
        call().answer();
        assertThat(refreshes()).isEmpty();
        assertThat(renewals.reasonToAuthorizeAgain(shop.seller())).isEmpty();
    }

    @Test
    void aTokenThatIsCalledInvalidWhileAnotherReplicaRefreshesWaitsForTheNewOne() {
        assertThat(renewals.lease(shop.seller(), 1, UUID.randomUUID(), Duration.ofSeconds(10)))
                .isPresent();
        shop.answers((request, exchange) -> (request.headers()
                                .getOrDefault("X-tts-access-token", List.of())
                                .contains(newToken)
                        ? ok("{}")
                        : error(401, 105001, "access token is invalid"))
                .to(request, exchange));
        CompletableFuture<Ended> waiting = CompletableFuture.supplyAsync(this::call);
        await().until(() -> !shop.requests().isEmpty());
        assertThat(renewals.renew(1, granted(newToken))).isTrue();
        waiting.join().answer();
        assertThat(database.sql(
                                "select (select count(*) from issue_report where shop_id = :shop and kind = 'authorization-lost' and not gone)"
                                        + " + (select count(*) from issue where shop_id = :shop and kind = 'authorization-lost' and times > 0)")
                        .param("shop", shop.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(renewals.reasonToAuthorizeAgain(shop.seller())).isEmpty();
    }

    @Test
    void aRefreshTokenThatIsRefusedBecauseAnotherReplicaHasUsedItIsNoLoss() {
        refreshGives((request, exchange) -> {
            renewals.renew(1, granted(newToken));
            error(200, 36004005, "can not find related auth record").to(request, exchange);
        });
        call().answer();
        assertThat(refreshes()).hasSize(1);
        assertThat(renewals.reasonToAuthorizeAgain(shop.seller())).isEmpty();
    }

    @Test
    void anAnswerThatCameLateMakesUpForTheRefusalThatAnotherReplicaGotMeanwhile() {
        renewals.authorizeAgain(shop.seller(), 1, "code 36004005", "code 36004005");
        assertThat(sellers.accessOfShop(shop.id())).isEmpty();
        assertThat(renewals.renew(1, granted(newToken))).isTrue();
        assertThat(sellers.accessOfShop(shop.id()))
                .hasValueSatisfying(access -> assertThat(access.token()).isEqualTo(newToken));
    }

    @Test
    void aRenewalThatWaitedForTheRefusalOpensTheShopsThatItHadClosed() {
        CompletableFuture<Boolean> renewal = new TransactionTemplate(transactions).execute(status -> {
            renewals.authorizeAgain(shop.seller(), 1, "code 36004005", "code 36004005");
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> renewals.renew(1, granted(newToken)));
            await().until(() -> waitingForLocks() > 0);
            return waiting;
        });
        assertThat(renewal.join()).isTrue();
        assertThat(sellers.accessOfShop(shop.id())).isPresent();
    }

    @Test
    void aRenewalOpensNoShopThatIsNotAuthorizedAgain() {
        Shop sister =
                new Shop("sister-" + shop.id(), shop.seller(), "Sister", "GB", "LOCAL", "sister-" + shop.cipher());
        sellers.connect(sister);
        renewals.authorizeAgain(shop.seller(), 1, "code 36004005", "code 36004005");
        sellers.connect(granted(newToken));
        sellers.connect(new Shop(shop.id(), shop.seller(), "Shop", "GB", "LOCAL", shop.cipher()));

        assertThat(renewals.renew(2, granted("next-" + newToken))).isTrue();

        assertThat(sellers.accessOfShop(shop.id())).isPresent();
        assertThat(sellers.accessOfShop(sister.id())).isEmpty();
        assertThat(database.sql("select state from shop where shop_id = :shop")
                        .param("shop", sister.id())
                        .query(String.class)
                        .single())
                .isEqualTo("needs_reauthorization");
    }

    private void isAlmostOver(String seller, int daysLeft) {
        database.sql("update seller set obtained_at = now() - interval '5 days',"
                        + " access_token_expires_at = now() + :days * interval '1 day' where open_id = :id")
                .param("days", daysLeft)
                .param("id", seller)
                .update();
    }

    private Connection lockSeller() {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select from seller where open_id = ? for update")) {
                lock.setString(1, shop.seller());
                lock.execute();
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void release(Connection connection) throws SQLException {
        connection.rollback();
        connection.close();
    }

    private int waitingForLocks() {
        return database.sql(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%update seller%'")
                .query(Integer.class)
                .single();
    }

    private List<String> due() {
        return renewals.due(10_000).stream()
                .map(access -> access.sellerOpenId())
                .toList();
    }

    private void refreshGives(Answer... answers) {
        TestEnvironment.TIKTOK_SHOP.script(shop.refreshToken(), answers);
    }

    private List<Request> refreshes() {
        return TestEnvironment.TIKTOK_SHOP.requests(shop.refreshToken());
    }

    private long generation() {
        return database.sql("select generation from seller where open_id = :id")
                .param("id", shop.seller())
                .query(Long.class)
                .single();
    }

    private Ended call() {
        return ShopCalls.call(camel, "get-order-detail", ApiRequest.forShop(shop.id(), Map.of("ids", "1")));
    }

    private Answer tokens(String accessToken) {
        return ok("{\"access_token\":\"" + accessToken
                + "\",\"access_token_expire_in\":4841467787,\"refresh_token\":\"next-" + shop.refreshToken()
                + "\",\"refresh_token_expire_in\":4841467787,\"open_id\":\"" + shop.seller() + "\"}");
    }

    private Tokens granted(String accessToken) {
        Instant far = Instant.now().plusSeconds(600_000);
        return new Tokens(shop.seller(), "", "", accessToken, far, "next-" + shop.refreshToken(), far, List.of());
    }

    private static Answer acceptsOnly(String token) {
        return (request, exchange) -> (request.headers()
                                .getOrDefault("X-tts-access-token", List.of())
                                .contains(token)
                        ? ok("{}")
                        : error(401, 105002, "Expired credentials."))
                .to(request, exchange);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
