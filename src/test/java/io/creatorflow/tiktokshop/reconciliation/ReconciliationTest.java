package io.creatorflow.tiktokshop.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.AfterSalesBook;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.PackageBook;
import io.creatorflow.tiktokshop.support.ProductBook;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What differs is found, said why, and repaired; what is equal is told to be so. */
@IntegrationTest
class ReconciliationTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Reconciliations reconciliations;

    @Autowired
    private CamelContext camel;

    private final String order = TestShop.newOrderId();
    private final long past = Instant.now().getEpochSecond() - 3600;
    private TestShop shop;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        shop = TestShop.connect(context);
    }

    @Test
    void anOrderWhoseWebhookWasLostIsMissingAndThenThere() {
        shop.put(order, "AWAITING_SHIPMENT", past);

        long id = reconcile("order");

        assertThat(differences(id))
                .containsExactly(Map.of("found", "missing", "cause", "lost-webhook", "outcome", "equal"));
        assertThat(shop.revision(order)).isEqualTo(1);
        assertThat(figures(id)).isEqualTo("1 of 1");
    }

    @Test
    void aStaleOrderIsReadAnewAndASecondReconciliationFindsNothing() {
        known("AWAITING_SHIPMENT");
        shop.put(order, "AWAITING_COLLECTION", past + 60);

        long id = reconcile("order");

        assertThat(differences(id)).containsExactly(Map.of("found", "stale", "cause", "late", "outcome", "equal"));
        assertThat(shop.status(order)).isEqualTo("awaiting_collection");
        assertThat(figures(reconcile("order"))).isEqualTo("0 of 1");
        assertThat(accuracy("order")).isEqualTo(1.0);
    }

    @Test
    void aRowThatWasChangedHereIsFoundThoughItsUpdateTimeIsRight() {
        known("AWAITING_SHIPMENT");
        database.sql("update entity set content = replace(content::text, 'awaiting_shipment', 'completed')::json"
                        + " where shop_id = :shop and kind = 'order'")
                .param("shop", shop.id())
                .update();

        long id = reconcile("order");

        assertThat(differences(id))
                .containsExactly(Map.of("found", "differing", "cause", "altered", "outcome", "equal"));
        assertThat(shop.status(order)).isEqualTo("awaiting_shipment");
        assertThat(accuracy("order")).isZero();
    }

    @Test
    void anOrderThatIsMergedWronglyDiffersThoughItsHashIsRight() {
        known("AWAITING_SHIPMENT");
        database.sql("""
                with wrong as (
                  select key, replace(content::text, 'awaiting_shipment', 'completed') as content from entity
                  where shop_id = :shop and kind = 'order')
                update entity e set content = w.content::json, content_sha256 = sha256(convert_to(w.content, 'UTF8'))
                from wrong w where e.key = w.key
                """).param("shop", shop.id()).update();

        long id = reconcile("order");

        assertThat(differences(id))
                .containsExactly(Map.of("found", "differing", "cause", "unknown", "outcome", "equal"));
        assertThat(shop.status(order)).isEqualTo("awaiting_shipment");
    }

    @Test
    void anOrderThatTheSearchLeavesOutIsLookedAtByItsIdBeforeItIsBelievedToHaveVanished() {
        known("AWAITING_SHIPMENT");
        shop.answers((request, exchange) -> {
            boolean search = request.path().endsWith("/search");
            (search ? TikTokShopStub.ok("{\"orders\":[],\"total_count\":0}") : shop.fromBook()).to(request, exchange);
        });

        long id = reconcile("order");

        assertThat(differences(id))
                .containsExactly(Map.of("found", "vanished", "cause", "unknown", "outcome", "returned"));
        assertThat(figures(id)).isEqualTo("0 of 1");
    }

    @Test
    void theOtherKindsAreComparedInTheSameWay() {
        AfterSalesBook book = new AfterSalesBook();
        PackageBook packages = new PackageBook();
        ProductBook products = new ProductBook();
        shop.answers(book.answer(packages.answer(products.answer(shop.fromBook()))));
        book.putCancellation("1" + order, order, "CANCELLATION_REQUEST_PENDING", past);
        book.putReturn("2" + order, order, "AWAITING_BUYER_SHIP", past);
        packages.put("3" + order, "PROCESSING", past);
        products.put("4" + order, "ACTIVATE", past);

        for (String kind : List.of("cancellation", "return", "package", "product")) {
            assertThat(figures(reconcile(kind))).as(kind).isEqualTo("1 of 1");
            assertThat(figures(reconcile(kind))).as(kind).isEqualTo("0 of 1");
        }
    }

    @Test
    void aWindowThatFailedIsComparedAgainWithHalfOfItFirst() {
        shop.answers(TikTokShopStub.error(200, 11001002, "bad"));
        long id = begin("order");
        await().atMost(LONG)
                .until(() -> database.sql("select failure from reconciliation where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .optional()
                        .isPresent());
        shop.answers(shop.fromBook());
        shop.put(order, "UNPAID", past);

        database.sql("update reconciliation set due_at = clock_timestamp() where id = :id")
                .param("id", id)
                .update();

        awaitEnd(id);
        assertThat(figures(id)).isEqualTo("1 of 1");
    }

    @Test
    void theScheduleBeginsOneOfEachShopAndKindThatHasNone() throws Exception {
        Scheduler scheduler =
                camel.getComponent("quartz", QuartzComponent.class).getScheduler();
        for (int times = 0; times < 2; times++) {
            for (var job : scheduler.getJobKeys(GroupMatcher.anyGroup())) {
                if (job.getName().contains("begin-reconciliations")) {
                    scheduler.triggerJob(
                            job, scheduler.getTriggersOfJob(job).get(0).getJobDataMap());
                }
            }
        }

        await().atMost(LONG)
                .until(() -> shop.count("select count(distinct kind) from reconciliation where shop_id = :shop") == 5);
    }

    private void known(String status) {
        shop.move(order, status, past);
        await().atMost(LONG).until(() -> shop.revision(order) == 1 && shop.hints() == 0);
    }

    private long reconcile(String kind) {
        long id = begin(kind);
        awaitEnd(id);
        return id;
    }

    private long begin(String kind) {
        return reconciliations
                .begin(shop.id(), List.of(kind), Instant.now().minus(Duration.ofDays(2)), "a test")
                .get(0);
    }

    private void awaitEnd(long id) {
        await().atMost(LONG)
                .until(() -> database.sql("select finished_at is not null from reconciliation where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    private String figures(long id) {
        return database.sql("select wrong || ' of ' || compared from reconciliation where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private double accuracy(String kind) {
        return database.sql(
                        "select equal::float8 / total from accuracy where shop_id = :shop and kind = :kind and receiver = ''")
                .param("shop", shop.id())
                .param("kind", kind)
                .query(Double.class)
                .single();
    }

    private List<Map<String, Object>> differences(long id) {
        return database.sql("select found, cause, outcome from difference where reconciliation_id = :id")
                .param("id", id)
                .query()
                .listOfRows();
    }
}
