package io.creatorflow.tiktokshop.api;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.creatorflow.tiktokshop.support.ShopCalls.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class PaceTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private Pace pace;

    @Autowired
    private PaceTable table;

    @Autowired
    private JdbcClient database;

    private final ExecutorService callers = Executors.newFixedThreadPool(64);

    @BeforeEach
    void slowDown() {
        set(5);
    }

    @AfterEach
    void asBefore() {
        database.sql("delete from pace").update();
        pace.refresh();
        callers.shutdownNow();
    }

    @Test
    void aShopIsCalledNoFasterThanThePace() {
        ConnectedShop shop = shop();
        long begun = System.nanoTime();
        List<Ended> ended = all(calls(shop, 11));
        assertThat(ended).allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(shop.requests()).hasSize(11);
    }

    @Test
    void aBusyShopDoesNotHoldUpAnother() {
        Stream<CompletableFuture<Ended>> busy = calls(shop(), 40);
        List<CompletableFuture<Ended>> running = busy.toList();
        Ended quiet = calls(shop(), 1).map(CompletableFuture::join).findFirst().orElseThrow();
        assertThat(quiet.answer()).isNotNull();
        assertThat(quiet.took()).isLessThan(Duration.ofMillis(700));
        assertThat(all(running.stream()))
                .anySatisfy(call -> assertThat(call.exchange().getException())
                        .isInstanceOfSatisfying(
                                RateLimited.class,
                                limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(1))));
    }

    @Test
    void thePaceMayBeTakenAwayWhileRunning() {
        ConnectedShop shop = shop();
        set(0);
        long begun = System.nanoTime();
        assertThat(all(calls(shop, 40)))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void bulkLeavesAShareToLiveCalls() {
        set(20);
        ConnectedShop shop = shop();
        long begun = System.nanoTime();
        List<CompletableFuture<Ended>> bulk = calls(
                        28, ApiRequest.forShop(shop.id(), Map.of("ids", "1")).asBulk())
                .toList();
        List<CompletableFuture<Ended>> live = calls(shop, 6).toList();
        assertThat(all(live.stream()))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        Duration untilLive = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(all(bulk.stream()))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        Duration untilBulk = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(untilBulk).isGreaterThanOrEqualTo(Duration.ofMillis(27 * 1000 / 14));
        assertThat(untilLive).isLessThan(Duration.ofMillis(1000));
    }

    @Test
    void aRefusalSlowsDownThatShopAloneAndThePaceComesBackByItself() {
        set(100);
        ConnectedShop refused = shop();
        refused.answers(error(429, 36009002, "Too many requests.", "Retry-After", "1"), ok("{}"));
        long begun = System.nanoTime();
        assertThat(all(calls(refused, 1)))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(percent(refused)).isBetween(50, 55);
        assertThat(percent(shop())).isEqualTo(100);
        shift(refused, 5);
        assertThat(percent(refused)).isBetween(74, 80);
        shift(refused, 5);
        assertThat(percent(refused)).isEqualTo(100);
    }

    @Test
    void refusalsWithinASecondLowerAPaceOnce() {
        set(100);
        ConnectedShop shop = shop();
        table.lower(shop.id(), "get-order-detail", null);
        table.lower(shop.id(), "get-order-detail", null);
        assertThat(percent(shop)).isBetween(50, 55);
        shift(shop, 2);
        table.lower(shop.id(), "get-order-detail", null);
        assertThat(percent(shop)).isBetween(30, 34);
    }

    @Test
    void aShopMayHaveAPaceOfItsOwn() {
        ConnectedShop shop = shop();
        database.sql("insert into pace values ('get-order-detail', :shop, 0)")
                .param("shop", shop.id())
                .update();
        pace.refresh();
        long begun = System.nanoTime();
        assertThat(all(calls(shop, 20)))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void noReplicaCallsBeforeTikTokAllowsIt() {
        ConnectedShop shop = shop();
        table.lower(shop.id(), "get-order-detail", Duration.ofSeconds(1));
        pace.refresh();
        long begun = System.nanoTime();
        assertThat(all(calls(shop, 1)))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    /** Lets so much time pass for what is known of a shop. */
    private void shift(ConnectedShop shop, int seconds) {
        database.sql("""
                        update pace_lowered set lowered_at = lowered_at - :seconds * interval '1 second',
                          not_before = not_before - :seconds * interval '1 second',
                          whole_at = whole_at - :seconds * interval '1 second' where shop_id = :shop
                        """).param("seconds", seconds).param("shop", shop.id()).update();
    }

    private void set(int perSecond) {
        database.sql("insert into pace values ('get-order-detail', '', :pace)"
                        + " on conflict (operation, shop_id) do update set per_second = excluded.per_second")
                .param("pace", perSecond)
                .update();
        pace.refresh();
    }

    private int percent(ConnectedShop shop) {
        return database.sql("select coalesce((select pace_percent(l) from pace_lowered l where shop_id = :shop), 100)")
                .param("shop", shop.id())
                .query(Integer.class)
                .single();
    }

    private ConnectedShop shop() {
        ConnectedShop shop = ConnectedShop.make(context);
        shop.answers(ok("{}"));
        return shop;
    }

    private Stream<CompletableFuture<Ended>> calls(ConnectedShop shop, int count) {
        return calls(count, ApiRequest.forShop(shop.id(), Map.of("ids", "1")));
    }

    private Stream<CompletableFuture<Ended>> calls(int count, ApiRequest request) {
        return IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> ShopCalls.call(camel, "get-order-detail", request), callers))
                .toList()
                .stream();
    }

    private static List<Ended> all(Stream<CompletableFuture<Ended>> calls) {
        return calls.map(CompletableFuture::join).toList();
    }
}
