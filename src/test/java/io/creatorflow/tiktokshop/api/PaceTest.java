package io.creatorflow.tiktokshop.api;

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

@IntegrationTest
class PaceTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private Pace pace;

    private final ExecutorService callers = Executors.newFixedThreadPool(64);
    private int before;

    @BeforeEach
    void slowDown() {
        before = pace.change("get-order-detail", 5);
    }

    @AfterEach
    void asBefore() {
        pace.change("get-order-detail", before);
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
        pace.change("get-order-detail", 0);
        long begun = System.nanoTime();
        assertThat(all(calls(shop, 40)))
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    private ConnectedShop shop() {
        ConnectedShop shop = ConnectedShop.make(context);
        shop.answers(ok("{}"));
        return shop;
    }

    private Stream<CompletableFuture<Ended>> calls(ConnectedShop shop, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> ShopCalls.call(
                                camel, "get-order-detail", ApiRequest.forShop(shop.id(), Map.of("ids", "1"))),
                        callers))
                .toList()
                .stream();
    }

    private static List<Ended> all(Stream<CompletableFuture<Ended>> calls) {
        return calls.map(CompletableFuture::join).toList();
    }
}
