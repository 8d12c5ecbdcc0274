package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.AfterSalesBook;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.PackageBook;
import io.creatorflow.tiktokshop.support.ProductBook;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.StockBook;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class PullKindsTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    private final AfterSalesBook book = new AfterSalesBook();
    private final String id = TestShop.newOrderId();
    private final long now = Instant.now().getEpochSecond();
    private TestShop shop;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        shop = TestShop.connect(context);
        shop.answers(book.answer(shop.fromBook()));
    }

    @Test
    void aCancellationWhoseWebhookWasLostIsFoundByThePull() throws Exception {
        book.putCancellation(id, "57", "CANCELLATION_REQUEST_PENDING", now - 60);

        pull("cancellations");

        await().until(() -> shop.revision(id) == 1);
        await().until(() -> finished("cancellations"));
    }

    @Test
    void aReturnWhoseWebhookWasLostIsFoundByThePull() throws Exception {
        book.putReturn(id, "57", "AWAITING_BUYER_SHIP", now - 60);

        pull("returns");

        await().until(() -> shop.revision(id) == 1);
        await().until(() -> finished("returns"));
    }

    @Test
    void aPackageWhoseWebhookWasLostIsReadOnceThenLeftAloneUntilItChanges() throws Exception {
        PackageBook packages = new PackageBook();
        shop.answers(packages.answer(shop.fromBook()));
        packages.put(id, "PROCESSING", now - 60);

        pull("packages");
        await().until(() -> shop.revision(id) == 1 && finished("packages") && shop.hints() == 0);
        pull("packages");
        await().until(() -> shop.searches().size() == 2);
        await().until(() -> shop.count("select count(*) from pull where shop_id = :shop and owner is null") == 1);
        assertThat(shop.calls()).hasSize(3);
        packages.put(id, "FULFILLING", now - 30);
        pull("packages");

        await().until(() -> shop.revision(id) == 2);
    }

    @Test
    void aProductWhoseWebhookWasLostIsReadOnceThenLeftAloneUntilItIsDeleted() throws Exception {
        ProductBook products = new ProductBook();
        shop.answers(products.answer(shop.fromBook()));
        products.put(id, "ACTIVATE", now - 60);

        pull("products");
        await().until(() -> shop.revision(id) == 1 && finished("products") && shop.hints() == 0);
        await().until(() -> shop.calls().size() == 3);
        pull("products");
        await().until(() -> shop.calls().size() == 4);
        await().until(() -> shop.count("select count(*) from pull where shop_id = :shop and owner is null") == 1);
        assertThat(shop.calls())
                .extracting(call -> call.path().replace(id, "{id}"))
                .containsExactly(
                        "/product/202502/products/search",
                        "/product/202309/products/{id}",
                        "/product/202309/inventory/search",
                        "/product/202502/products/search");
        products.put(id, "DELETED", now - 30);
        pull("products");

        await().until(() -> shop.status(id).equals("deleted"));
        assertThat(shop.searches().get(0).path("update_time_le").asLong())
                .isGreaterThan(shop.searches().get(0).path("update_time_ge").asLong());
    }

    @Test
    void aProductThatNeitherWebhookNorSearchTellsOfIsReadAgainAfterADay() throws Exception {
        ProductBook products = new ProductBook();
        shop.answers(products.answer(shop.fromBook()));
        String justRead = TestShop.newOrderId();
        products.put(justRead, "ACTIVATE", now - 60);
        products.put(id, "ACTIVATE", now - 60);
        pull("products");
        await().until(() -> shop.revision(id) == 1 && shop.revision(justRead) == 1 && shop.hints() == 0);
        database.sql("update entity set read_at = read_at - interval '25 hours' where entity_id = :id")
                .param("id", id)
                .update();
        products.put(id, "DELETED", now - 60);

        Schedules.fire(camel, "look-again-at-products");

        await().until(() -> shop.status(id).equals("deleted"));
        assertThat(shop.calls().stream().filter(call -> call.path().endsWith(justRead)))
                .hasSize(1);
    }

    @Test
    void aShopWhoseProductsAreNotReadLeavesRoomForAnothers() throws Exception {
        shop.answers(TikTokShopStub.error(200, 105005, "no scope"));
        TestShop refused = TestShop.connect(context);
        old(refused, 12_000);
        refused.count("with waiting as (insert into hint (kind, shop_id, entity_id, due_at)"
                + " select kind, shop_id, entity_id, '2099-01-01' from entity where shop_id = :shop returning 1)"
                + " select count(*) from waiting");
        old(shop, 1);

        Schedules.fire(camel, "look-again-at-products");

        await().until(() -> askedAgain(shop) == 1);
        assertThat(refused.count("select count(*) from hint where shop_id = :shop and due_at < '2099-01-01'"))
                .isZero();
    }

    @Test
    void theProductsOfAShopAreLookedAtAgainPartByPartAndThenFromTheBeginning() throws Exception {
        shop.answers(TikTokShopStub.error(200, 105005, "no scope"));
        old(shop, 2_500);
        database.sql("update entity set read_at = clock_timestamp() where shop_id = :shop and entity_id <> all (:some)")
                .param("shop", shop.id())
                .param("some", new String[] {"100001", "102500"})
                .update();

        Schedules.fire(camel, "look-again-at-products");
        await().until(() -> askedAgain(shop) == 1);
        Schedules.fire(camel, "look-again-at-products");
        await().until(() -> askedAgain(shop) == 2);
        database.sql("delete from hint where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        Schedules.fire(camel, "look-again-at-products");

        await().until(() -> askedAgain(shop) == 1);
    }

    /** How many products are asked for, or were and are parked. */
    private static int askedAgain(TestShop of) {
        return of.count("select (select count(*) from hint where kind = 'product' and shop_id = :shop)"
                + " + (select count(*) from hint_parked where kind = 'product' and shop_id = :shop)");
    }

    private void old(TestShop of, int products) {
        database.sql("""
                        insert into entity (kind, shop_id, entity_id, revision, lifecycle_rank, read_at, content_sha256, content)
                        select 'product', :shop, 100000 + n, 1, -1, '2020-01-01', '', '{}' from generate_series(1, :products) as n
                        """).param("shop", of.id()).param("products", products).update();
    }

    @Test
    void aWindowThatHoldsMoreThanASearchGivesIsReadInPartsAtOnce() throws Exception {
        shop.answers(
                TikTokShopStub.error(200, 12052180, "too many"),
                TikTokShopStub.ok("{\"total_count\":10001,\"next_page_token\":\"2\"}"),
                TikTokShopStub.ok("{\"total_count\":0}"));

        pull("products");

        await().until(() -> finished("products"));
        assertThat(spans()).containsExactly(3650L, 1825L, 912L, 1369L, 1369L);
        for (int part = 3; part < 5; part++) {
            assertThat(shop.searches().get(part).path("update_time_ge").asLong())
                    .isEqualTo(
                            shop.searches().get(part - 1).path("update_time_le").asLong() + 1);
        }
        assertThat(shop.count("select count(*) from pull where shop_id = :shop and part_from is null and narrowed = 0"
                        + " and watermark > now() - interval '1 minute'"))
                .isEqualTo(1);
    }

    @Test
    void aPartThatFailsLeavesTheWatermarkAndTheNextRunGoesOnThere() throws Exception {
        shop.answers(
                TikTokShopStub.error(200, 12052180, "too many"),
                TikTokShopStub.ok("{\"total_count\":0}"),
                TikTokShopStub.error(200, 12052910, "bad"));
        pull("products");
        await().until(() -> shop.searches().size() == 3);
        await().until(() -> shop.count("select count(*) from pull where shop_id = :shop and owner is null") == 1);
        assertThat(finished("products")).isFalse();
        assertThat(spans()).containsExactly(3650L, 1825L, 1825L);
        var failed = shop.searches().get(2).path("update_time_ge");
        shop.answers(TikTokShopStub.ok("{\"total_count\":0}"));

        pull("products");

        await().until(() -> finished("products"));
        assertThat(shop.searches())
                .extracting(search -> search.path("update_time_ge"))
                .containsExactly(failed);
    }

    private List<Long> spans() {
        return shop.searches().stream()
                .map(filter -> filter.path("update_time_le").asLong()
                        - filter.path("update_time_ge").asLong())
                .map(seconds -> Math.round(seconds / 86_400.0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellations", "returns"})
    void whenNothingChangedAPullIsOneCall(String stream) throws Exception {
        pull(stream);

        await().until(() -> finished(stream));
        assertThat(book.searches())
                .singleElement()
                .satisfies(filter -> assertThat(filter.path("update_time_lt").asLong())
                        .isGreaterThan(filter.path("update_time_ge").asLong()));
    }

    @Test
    void aRoundLooksAtTheNextHundredProductsEachTimeAndThenBeginsAnew() throws Exception {
        StockBook stock = new StockBook();
        shop.answers(stock.answer(shop.fromBook()));
        List<String> products =
                IntStream.range(1000, 1151).mapToObj(Integer::toString).toList();
        products.forEach(product -> stock.put(product, 1));
        know(products);
        database.sql(
                        "insert into hint_parked (kind, shop_id, entity_id, reason) values ('stock', :shop, '1003', 'gone')")
                .param("shop", shop.id())
                .update();

        pull("stock");
        await().until(() -> read(stock).equals(range(0, 100)));
        pull("stock");
        await().until(() -> read(stock).equals(range(0, 151)));
        stock.reads().clear();
        pull("stock");

        await().until(() -> read(stock).equals(range(0, 100)));
        assertThat(stock.reads()).as("one call").hasSize(1);
    }

    private static List<String> range(int from, int to) {
        return IntStream.range(1000 + from, 1000 + to)
                .filter(product -> product != 1003)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static List<String> read(StockBook stock) {
        return stock.reads().stream().flatMap(List::stream).sorted().toList();
    }

    private void know(List<String> products) {
        database.sql("""
                        insert into entity (kind, shop_id, entity_id, revision, lifecycle_rank, read_at, content_sha256, content)
                        select 'stock', :shop, product, 1, -1, '2020-01-01', '', '{}' from unnest(:products::text[]) as p (product)
                        """)
                .param("shop", shop.id())
                .param("products", products.toArray(String[]::new))
                .update();
    }

    @Test
    void aWindowWhoseEntitiesMoveWhileItIsReadIsReadAnew() throws Exception {
        shop.answers(page(3, "next"), page(2, ""), page(2, "next"), page(2, ""));

        pull("returns");

        await().until(() -> finished("returns"));
        assertThat(shop.calls()).hasSize(4);
        assertThat(shop.calls().get(2).query()).doesNotContainKey("page_token");
    }

    private static TikTokShopStub.Answer page(int total, String next) {
        return TikTokShopStub.ok(
                "{\"return_orders\":[],\"next_page_token\":\"" + next + "\",\"total_count\":" + total + "}");
    }

    private void pull(String stream) throws SchedulerException {
        Schedules.fire(camel, "pull-" + stream);
    }

    private boolean finished(String stream) {
        return database.sql(
                                "select count(*) from pull where shop_id = :shop and stream = :stream and watermark is not null")
                        .param("shop", shop.id())
                        .param("stream", stream)
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
