package io.creatorflow.tiktokshop.pulls;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However many shops there are, a pull is at ten of them, also while it waits for their pace: each has a page in memory. */
@IntegrationTest
class ShopsAtOnceTest {

    private static final int SHOPS = 15;

    /** The wait after it keeps no thread of the call. */
    private static final Answer TOO_MANY = error(429, 36009002, "Too many requests.", "Retry-After", "1");

    @Value("${pulls.shops-at-once}")
    private int atOnce;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void soManyShopsArePulledAtATime() throws Exception {
        database.sql("update shop set state = 'test over'").update();
        List<TestShop> shops =
                Stream.generate(() -> TestShop.connect(context)).limit(SHOPS).toList();
        shops.forEach(shop -> {
            Answer held = shop.heldBack(gate);
            shop.answers(
                    (request, exchange) -> {
                        begun.incrementAndGet();
                        TOO_MANY.to(request, exchange);
                    },
                    held);
        });

        Schedules.fire(camel, "pull-orders");

        await().until(() -> begun.get() == atOnce);
        await().during(Duration.ofMillis(700)).until(() -> begun.get() == atOnce);
        gate.countDown();
        await().until(() -> shops.stream().allMatch(this::isPulled));
        assertThat(begun).hasValue(SHOPS);
    }

    private boolean isPulled(TestShop shop) {
        return database.sql(
                                "select count(*) from pull where stream = 'orders' and shop_id = :shop and watermark is not null")
                        .param("shop", shop.id())
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
