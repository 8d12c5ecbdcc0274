package io.creatorflow.tiktokshop.support;

import io.creatorflow.tiktokshop.development.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What the one shared context of the suite runs on: a real PostgreSQL, and made-up keys. */
public final class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The pair that the signatures of the webhook samples were made with. */
    public static final String APP_KEY = "6fakekey0001";

    public static final String APP_SECRET = "0123456789abcdef0123456789abcdef01234567";

    /** Of an operator named tester, who may do everything. */
    public static final String OPERATIONS_KEY =
            "ttsi_7e57e57e57e57e57_073dfa68478c1d352b0e5cc5945bd09b6dbd092ab853c82dcbd530d9f77adb8a";

    /** What tokens are encrypted with. */
    public static final String TOKEN_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    /** The app, in authorization links. */
    public static final String SERVICE_ID = "7400000000000000001";

    /** Where TikTok Shop finds the integration. */
    public static final String PUBLIC_URL = "https://integration.example.com";

    /** The TikTok Shop that the tests call. */
    public static final TikTokShopStub TIKTOK_SHOP = TikTokShopStub.start();

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startEmpty(Path.of("target/test-database"));

    /** The four downstreams. */
    public static final ReceiversStub RECEIVERS = ReceiversStub.start();

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // a test that passes waits no longer for it
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(Map.of(
                        "spring.datasource.url",
                        DATABASE.url(),
                        "spring.datasource.username",
                        "postgres",
                        "spring.datasource.password",
                        "postgres",
                        "tiktok-shop.app-key",
                        APP_KEY,
                        "tiktok-shop.app-secret",
                        APP_SECRET,
                        "tiktok-shop.api-url",
                        TIKTOK_SHOP.url(),
                        "tiktok-shop.auth-url",
                        TIKTOK_SHOP.url(),
                        "tiktok-shop.token-key",
                        TOKEN_KEY))
                .applyTo(context);
        TestPropertyValues.of(
                        "outbound.private-networks=127.0.0.1",
                        "queues.unknown-owners-every=PT24H",
                        "routing.look-every=50",
                        "entities.look-every=50",
                        "deliveries.look-every=50",
                        "deliveries.deadline=PT1S",
                        "deliveries.retry-after=PT0.1S,PT0.1S,PT0.1S",
                        "tiktok-shop.call-deadline=3s",
                        "tiktok-shop.refresh-deadline=1s",
                        "tiktok-shop.largest-answer-bytes=100000")
                .applyTo(context);
        TestPropertyValues.of(
                        "pulls.not-sooner-than=PT0S",
                        "pull-orders.schedule=0 0 0 1 1 ? 2099",
                        "pull-cancellations.schedule=0 0 0 1 1 ? 2099",
                        "pull-returns.schedule=0 0 0 1 1 ? 2099",
                        "pull-packages.schedule=0 0 0 1 1 ? 2099",
                        "pull-products.schedule=0 0 0 1 1 ? 2099",
                        "look-again-at-products.schedule=0 0 0 1 1 ? 2099",
                        "reconciliation.schedule=0 0 0 1 1 ? 2099",
                        "pull-stock.schedule=0 0 0 1 1 ? 2099",
                        "orders.look-at-stock-after=PT1H",
                        "ledger.schedule=* * * * * ?",
                        "history.schedule=* * * * * ?",
                        "erasure.look-every=200",
                        "erasure.schedule=* * * * * ?",
                        "erasure.days-after-end=20000",
                        "queues.measure-schedule=* * * * * ?",
                        "queues.tidy-every=1000",
                        "replays.look-every=50",
                        "backfills.look-every=50",
                        "reconciliation.look-every=100",
                        "backfills.window-size=3",
                        "backfills.items-at-once=400",
                        "backfills.page-beside-live-every=10",
                        "issues.look-every=100",
                        "shops.look-every=100",
                        "tiktok-shop.service-id=" + SERVICE_ID,
                        "integration.public-url=" + PUBLIC_URL,
                        "webhooks.look-every=100",
                        "doctor.shops=shop-of-the-doctor")
                .applyTo(context);
        for (String receiver : ReceiversStub.NAMES) {
            TestPropertyValues.of(
                            "downstream." + receiver + ".url=" + RECEIVERS.url(receiver),
                            "downstream." + receiver + ".secret=" + ReceiversStub.SECRET)
                    .applyTo(context);
        }
    }
}
