package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.api.NotAuthorized;
import io.creatorflow.tiktokshop.api.PlatformUnavailable;
import io.creatorflow.tiktokshop.api.RateLimited;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ProductBook;
import io.creatorflow.tiktokshop.support.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** While TikTok Shop refuses every call that reads a shop's products, they are held, longer each time. */
@IntegrationTest
class HeldHintsTest {

    private static final int SCOPE_MISSING = 105005;
    private static final int HOURLY_LIMIT = 36009037;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Hints hints;

    @Autowired
    private FailedHints failures;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Leases leases;

    private final ProductBook book = new ProductBook();
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
        shop.answers(book.answer(shop.fromBook()));
    }

    @AfterEach
    void nothingWaits() {
        database.sql("delete from hint where shop_id = :shop")
                .param("shop", shop.id())
                .update();
    }

    @Test
    void aShopThatIsRefusedIsAskedAHandfulOfTimesAndAnotherIsReadMeanwhile() {
        shop.answers(error(403, SCOPE_MISSING, "scope"));
        ask(shop, products(200));
        await().until(() -> !shop.calls().isEmpty());
        await().during(Duration.ofSeconds(3)).until(() -> shop.calls().size() <= 2);

        TestShop other = TestShop.connect(context);
        other.answers(book.answer(other.fromBook()));
        List<String> product = products(1);
        ask(other, product);
        await().until(() -> other.revision(product.get(0)) == 1);
        assertThat(shop.calls()).hasSizeLessThan(5);
    }

    @Test
    void aGoodReadEndsIt() {
        shop.answers(error(403, SCOPE_MISSING, "scope"), book.answer(shop.fromBook()));
        ask(shop, products(3));
        await().until(() -> held() == 1);
        await().until(() -> shop.hints() == 0);
        assertThat(held()).isZero();
    }

    @Test
    void soDoesConnectingTheShopAgain() {
        hold(refused(SCOPE_MISSING));
        holdUntil("1 hour");
        List<String> product = products(1);
        ask(shop, product);
        await().during(Duration.ofSeconds(1)).until(() -> shop.calls().isEmpty());

        shop.connectAgain(context);
        await().until(() -> shop.revision(product.get(0)) == 1);
    }

    @Test
    void itLastsTwiceAsLongEachTimeUpToFiveMinutes() {
        assertThat(IntStream.range(0, 8).map(time -> held(refused(SCOPE_MISSING))))
                .containsExactly(5, 10, 20, 40, 80, 160, 300, 300);
    }

    @Test
    void ofALimitItLastsAMinuteAtTheMost() {
        assertThat(IntStream.range(0, 6).map(time -> held(limited(null)))).containsExactly(5, 10, 20, 40, 60, 60);
    }

    @Test
    void itIsNoShorterThanTikTokShopSays() {
        assertThat(held(limited(Duration.ofMinutes(7)))).isEqualTo(420);
        assertThat(held(limited(Duration.ZERO))).isEqualTo(10);
    }

    @Test
    void replicasThatAreRefusedAtOnceMakeItNoLonger() {
        hold(refused(SCOPE_MISSING));
        hold(refused(SCOPE_MISSING));
        assertThat(secondsLeft()).isEqualTo(5);
    }

    @Test
    void whatSaysNothingOfTheNextCallHoldsNothing() {
        hold(new RateLimited("our own pace", Duration.ofSeconds(1)));
        hold(new PlatformUnavailable("no answer", 0, "", null));
        assertThat(held()).isZero();
    }

    private static TikTokShopException refused(int code) {
        return new NotAuthorized("", code, "R");
    }

    private static TikTokShopException limited(@Nullable Duration retryAfter) {
        return new RateLimited("", HOURLY_LIMIT, "R", retryAfter);
    }

    /** For how many seconds the shop's products are held after another refusal, which ends then. */
    private int held(TikTokShopException refusal) {
        hold(refusal);
        int seconds = secondsLeft();
        holdUntil("0");
        return seconds;
    }

    private void hold(TikTokShopException refusal) {
        failures.settle(
                new HintBatch(kinds.named("product"), shop.id(), List.of(), false, 0, leases.current()), refusal);
    }

    private void holdUntil(String fromNow) {
        database.sql("update hint_held set held_until = clock_timestamp() + :wait::interval where shop_id = :shop")
                .param("wait", fromNow)
                .param("shop", shop.id())
                .update();
    }

    private int secondsLeft() {
        return shop.count("select ceil(extract(epoch from held_until - clock_timestamp()) / 5) * 5 from hint_held"
                + " where shop_id = :shop and kind = 'product'");
    }

    private int held() {
        return shop.count("select count(*) from hint_held where shop_id = :shop");
    }

    private List<String> products(int count) {
        List<String> ids = Stream.generate(TestShop::newOrderId).limit(count).toList();
        ids.forEach(id -> book.put(id, "ACTIVATE", 1_760_000_000));
        return ids;
    }

    private void ask(TestShop of, List<String> products) {
        hints.ask(
                "product",
                products.stream().map(id -> Wanted.now(of.id(), id, null)).toList(),
                false);
    }
}
