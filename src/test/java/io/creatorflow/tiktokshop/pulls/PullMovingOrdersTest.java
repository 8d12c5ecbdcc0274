package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A search whose tokens say how many entities went before: one of these that leaves the window draws the others past the reader. */
@IntegrationTest
class PullMovingOrdersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    private final List<String> orders =
            Stream.generate(TestShop::newOrderId).limit(6).toList();
    private final long now = Instant.now().getEpochSecond();
    private TestShop shop;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        shop = TestShop.connect(context);
    }

    @Test
    void noOrderIsPassedOverWhenOneBeforeItChangesBetweenTwoPages() throws Exception {
        List<ObjectNode> book = book(10);
        shop.answers(search(book, () -> book.get(0).put("update_time", now + 3600)), search(book));

        pull();

        assertThat(orders).allSatisfy(id -> assertThat(shop.revision(id)).isEqualTo(1));
        assertThat(shop.calls()).hasSize(5);
        assertThat(shop.calls().get(2).query()).doesNotContainKey("page_token");
        assertThat(shop.searches().get(2).path("update_time_ge").asLong()).isEqualTo(now - 590);
    }

    @Test
    void ordersOfOneSecondAreReadAnewFromThatSecond() throws Exception {
        List<ObjectNode> book = book(0);
        Answer moving = search(book, () -> book.remove(0));
        shop.answers(moving, search(book), moving, search(book));

        pull();

        assertThat(orders.subList(2, 6))
                .allSatisfy(id -> assertThat(shop.revision(id)).isEqualTo(1));
    }

    @Test
    void anOrderThatChangesBehindTheLastPageCostsNoFurtherCall() throws Exception {
        List<ObjectNode> book = book(10);
        shop.answers(search(book), search(book), search(book, () -> book.remove(0)), search(book));

        pull();

        assertThat(shop.calls()).hasSize(3);
    }

    private List<ObjectNode> book(int secondsApart) {
        return new ArrayList<>(orders.stream()
                .map(id -> shop.put(id, "UNPAID", now - 600 + (long) secondsApart * orders.indexOf(id)))
                .toList());
    }

    private void pull() throws Exception {
        Schedules.fire(camel, "pull-orders");
        await().until(() -> shop.count(
                        "select count(*) from pull where shop_id = :shop and owner is null and watermark is not null")
                == 1);
    }

    private static Answer search(List<ObjectNode> book) {
        return search(book, () -> {});
    }

    /** Get Order List as TikTok Shop answers it, two a page, the token being how many went before; then something happens. */
    private static Answer search(List<ObjectNode> book, Runnable then) {
        return (request, exchange) -> {
            JsonNode window = JSON.readTree(request.body());
            List<ObjectNode> found = book.stream()
                    .filter(order ->
                            time(order) >= window.path("update_time_ge").asLong())
                    .filter(order -> time(order) < window.path("update_time_lt").asLong())
                    .sorted(Comparator.comparingLong(PullMovingOrdersTest::time))
                    .toList();
            int begin = Integer.parseInt(request.query().getOrDefault("page_token", "0"));
            int end = Math.min(begin + 2, found.size());
            ObjectNode data = JSON.createObjectNode().put("total_count", found.size());
            data.putArray("orders").addAll(found.subList(Math.min(begin, end), end));
            data.put("next_page_token", end < found.size() ? Integer.toString(end) : "");
            Answer answer = TikTokShopStub.ok(data.toString());
            then.run();
            answer.to(request, exchange);
        };
    }

    private static long time(ObjectNode order) {
        return order.path("update_time").asLong();
    }
}
