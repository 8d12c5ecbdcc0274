package io.creatorflow.tiktokshop.reconciliation;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.AfterSalesBook;
import io.creatorflow.tiktokshop.support.CommitsInDoubt;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.PackageBook;
import io.creatorflow.tiktokshop.support.ProductBook;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void anOrderThatIsNotReturnedByItsIdEitherHasVanished() {
        known("AWAITING_SHIPMENT");
        shop.answers(TikTokShopStub.ok("{\"orders\":[],\"total_count\":0}"));
        long id = begin("order");

        await().atMost(LONG).until(() -> {
            database.sql("update hint set due_at = clock_timestamp() where shop_id = :shop and owner is null")
                    .param("shop", shop.id())
                    .update();
            return finished(id);
        });

        assertThat(differences(id))
                .containsExactly(Map.of("found", "vanished", "cause", "unknown", "outcome", "vanished"));
        assertThat(figures(id)).isEqualTo("1 of 1");
    }

    @Test
    void oneOfAShopAndKindIsUnderWayAndBeginsAnewWhenItIsToGoBackFarther() {
        shop.answers(TikTokShopStub.error(200, 11001002, "bad"));
        Instant now = Instant.now();
        long id = begin("order");

        assertThat(begin("order", now.minus(Duration.ofDays(1)))).isEmpty();
        assertThat(begin("order", now.minus(Duration.ofDays(9)))).containsExactly(id);
        assertThat(database.sql("select count(*) from reconciliation where shop_id = :shop and reached = from_time"
                                + " and from_time < clock_timestamp() - interval '8 days'")
                        .param("shop", shop.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aWindowOfAReplicaThatDiedIsComparedByAnother() {
        shop.put(order, "UNPAID", past);
        database.sql("""
                        with dead as (
                          insert into replica (id, expires_at) values (gen_random_uuid(), clock_timestamp() + interval '2 seconds')
                          returning id)
                        insert into reconciliation (shop_id, kind, from_time, to_time, reached, owner)
                        select :shop, 'order', now() - interval '1 day', date_trunc('second', now()), now() - interval '1 day', id from dead
                        """).param("shop", shop.id()).update();
        long id = database.sql("select id from reconciliation where shop_id = :shop")
                .param("shop", shop.id())
                .query(Long.class)
                .single();

        awaitEnd(id);

        assertThat(figures(id)).isEqualTo("1 of 1");
    }

    @Test
    void aWindowWhoseClaimWasCommittedThoughNobodyHeardOfItIsComparedAllTheSame() {
        shop.put(order, "UNPAID", past);
        long id;
        String condition = "new.owner is not null and new.shop_id = '" + shop.id() + "'";
        try (CommitsInDoubt doubt = CommitsInDoubt.of(database, "reconciliation", condition)) {
            id = begin("order");
            await().until(() ->
                    shop.count("select count(*) from reconciliation where shop_id = :shop and owner is not null") == 1);
        }

        awaitEnd(id);

        assertThat(figures(id)).isEqualTo("1 of 1");
    }

    @Test
    void whyACopyWasBehindIsLookedForOnceAllDifferencesOfItsReconciliationAreSettled() {
        database.sql("update shop set state = 'test over'").update();
        long comparing = underWay("order", false, true);
        long open = underWay("return", true, false);
        long settled = underWay("product", true, true);

        awaitEnd(settled);
        assertThat(cause(settled)).isEqualTo("lost-webhook");
        assertThat(cause(comparing)).isEmpty();
        assertThat(cause(open)).isEmpty();

        database.sql("update reconciliation set reached = to_time where id = :id")
                .param("id", comparing)
                .update();
        awaitEnd(comparing);
        assertThat(cause(comparing)).isEqualTo("lost-webhook");
        database.sql("update difference set settled_at = clock_timestamp() where reconciliation_id = :id")
                .param("id", open)
                .update();
        awaitEnd(open);
    }

    @Test
    void aReceiverThatWasNotGivenTheNewestMessageIsBehind() {
        known("AWAITING_SHIPMENT");
        await().atMost(LONG).until(() -> told("analytics") > 0);
        database.sql("update message set created_at = created_at - interval '1 hour' where entity_key = :key")
                .param("key", key())
                .update();
        reconcile("order");
        assertThat(accuracy("order", "analytics")).isEqualTo(1.0);

        database.sql("""
                        insert into message (id, type, entity_key, revision, created_at, body)
                        values ('withheld ' || :key, 'order.updated.v1', :key, 2, clock_timestamp() - interval '10 minutes', '')
                        """).param("key", key()).update();
        reconcile("order");

        assertThat(accuracy("order", "analytics")).isZero();
        assertThat(accuracy("order", "shipping-automation")).isEqualTo(1.0);
        assertThat(accuracy("order")).isEqualTo(1.0);
    }

    @Test
    void aMessageThatOutlivedItsAcknowledgementsCountsOnlyWhereItIsParkedStill() {
        RECEIVERS.answer(order, (receiver, event, http) -> receiver.equals("order-management") ? 422 : 200);
        known("AWAITING_SHIPMENT");
        shop.move(TestShop.newOrderId(), "AWAITING_SHIPMENT", past);
        await().atMost(LONG).until(() -> shop.count("""
                                select count(*) from entity e where shop_id = :shop and kind = 'order'
                                  and not exists (select from delivery d where d.entity_key = e.key)
                                  and exists (
                                    select from message m join delivery_done d on d.message_position = m.position
                                    where m.entity_key = e.key and d.receiver = 'analytics')
                                """) == 2);
        for (String sql : List.of(
                "delete from delivery_done using message where position = message_position and entity_key = :key",
                "update message set day = day - 40 where entity_key = :key",
                "update delivery_parked set message_day = message_day - 40 where entity_key = :key",
                "update message set created_at = created_at - interval '1 hour' where entity_key in ("
                        + "select key from entity where shop_id = (select shop_id from entity where key = :key))")) {
            database.sql(sql).param("key", key()).update();
        }

        reconcile("order");

        assertThat(accuracy("order", "analytics")).isEqualTo(1.0);
        assertThat(accuracy("order", "order-management")).isEqualTo(0.5);
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
    void aSecondThatHoldsTooMuchIsTriedAMinuteLaterAndNotWithoutEnd() {
        shop.answers(TikTokShopStub.error(200, 12052180, "too many"));
        long id = begin("order");

        await().atMost(LONG)
                .until(() ->
                        database.sql("""
                                select window_seconds = 1 and due_at > clock_timestamp() + interval '30 seconds'
                                from reconciliation where id = :id""").param("id", id).query(Boolean.class).single());
    }

    @Test
    void theScheduleBeginsOneOfEachShopAndKindThatHasNone() throws Exception {
        for (int times = 0; times < 2; times++) {
            Schedules.fire(camel, "open-reconciliations");
        }

        await().atMost(LONG)
                .until(() -> shop.count("select count(*) from reconciliation where shop_id = :shop"
                                + " and finished_at is not null")
                        == 5);
        assertThat(shop.count("select count(*) from reconciliation where shop_id = :shop"))
                .isEqualTo(5);
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
        return begin(kind, Instant.now().minus(Duration.ofDays(2))).get(0);
    }

    private List<Long> begin(String kind, Instant from) {
        return reconciliations.begin(shop.id(), List.of(kind), from, "a test");
    }

    private long key() {
        return database.sql("select key from entity where shop_id = :shop and entity_id = :order")
                .param("shop", shop.id())
                .param("order", order)
                .query(Long.class)
                .single();
    }

    private long told(String receiver) {
        return database.sql("select count(*) from delivery_done d join message m on m.position = d.message_position"
                        + " where d.receiver = :receiver and m.entity_key = :key and m.type = 'order.updated.v1'")
                .param("receiver", receiver)
                .param("key", key())
                .query(Long.class)
                .single();
    }

    private void awaitEnd(long id) {
        await().atMost(LONG).until(() -> finished(id));
    }

    private boolean finished(long id) {
        return database.sql("select finished_at is not null from reconciliation where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private String figures(long id) {
        return database.sql("select wrong || ' of ' || compared from reconciliation where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private double accuracy(String kind) {
        return accuracy(kind, "");
    }

    private double accuracy(String kind, String receiver) {
        return database.sql(
                        "select equal::float8 / total from accuracy where shop_id = :shop and kind = :kind and receiver = :receiver")
                .param("receiver", receiver)
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

    /** A reconciliation of a shop that is not connected, with an order that was missing and one that differed. */
    private long underWay(String kind, boolean walked, boolean settled) {
        long id = database.sql("""
                        insert into reconciliation (shop_id, kind, from_time, to_time, reached, walked)
                        values (:shop, :kind, now() - interval '1 day', now(), now() - interval '1 day', :walked) returning id
                        """)
                .param("shop", shop.id())
                .param("kind", kind)
                .param("walked", walked)
                .query(Long.class)
                .single();
        database.sql("""
                        insert into difference (reconciliation_id, entity_id, shop_id, kind, found, cause, update_time, due_at, outcome, settled_at)
                        select :id, entity_id, :shop, :kind, found, cause, now() - interval '1 hour', 'infinity', 'equal', settled_at
                        from (values ('1' || :order, 'missing', null, now()),
                          ('2' || :order, 'differing', 'unknown', case when :settled then now() end)) as d (entity_id, found, cause, settled_at)
                        """)
                .param("id", id)
                .param("shop", shop.id())
                .param("kind", kind)
                .param("order", order)
                .param("settled", settled)
                .update();
        return id;
    }

    private String cause(long id) {
        return database.sql(
                        "select coalesce(cause, '') from difference where reconciliation_id = :id and found = 'missing'")
                .param("id", id)
                .query(String.class)
                .single();
    }
}
