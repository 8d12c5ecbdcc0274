package io.creatorflow.tiktokshop.pulls;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class PullOrdersTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Pulls pulls;

    @Autowired
    private Leases leases;

    @Autowired
    private CamelContext camel;

    private final String order = TestShop.newOrderId();
    private final long now = Instant.now().getEpochSecond();
    private TestShop shop;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        shop = TestShop.connect(context);
    }

    @Test
    void anOrderWhoseWebhookWasLostIsFoundByThePull() throws Exception {
        shop.put(order, "AWAITING_SHIPMENT", now - 60);

        pull();

        await().until(() -> shop.revision(order) == 1);
        assertThat(shop.reads()).isEmpty();
        await().until(() -> watermark() != null);
        var window = shop.searches().get(0);
        assertThat(window.path("update_time_ge").asLong()).isBetween(now - 86_420, now - 86_400);
        assertThat(window.path("update_time_lt").asLong())
                .isEqualTo(watermark().getEpochSecond())
                .isLessThan(now);
    }

    @Test
    void theNextWindowBeginsAtTheWatermarkLessTheOverlap() throws Exception {
        pull();
        await().until(() -> watermark() != null);
        Instant first = watermark();

        pull();

        await().until(() -> shop.searches().size() == 2);
        assertThat(shop.searches().get(1).path("update_time_ge").asLong())
                .isEqualTo(first.minus(Duration.ofMinutes(10)).getEpochSecond());
    }

    @Test
    void aWatermarkWithinASecondIsPulledFromToTheEnd() throws Exception {
        pull();
        await().until(() -> watermark() != null);
        database.sql(
                        "update pull set watermark = watermark - interval '10.4 seconds' where stream = 'orders' and shop_id = :shop")
                .param("shop", shop.id())
                .update();
        Instant before = watermark();

        pull();

        await().until(() -> before.isBefore(watermark()));
        assertThat(shop.searches()).hasSize(2);
    }

    @Test
    void allPagesAreReadAndTheWatermarkMovesOnlyAtTheEnd() throws Exception {
        String second = TestShop.newOrderId();
        CountDownLatch gate = new CountDownLatch(1);
        Answer last = page(shop.put(second, "UNPAID", now - 50).deepCopy(), "");
        shop.answers(page(shop.put(order, "UNPAID", now - 60).deepCopy(), "token-2"), (request, exchange) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            last.to(request, exchange);
        });

        pull();

        await().until(() -> shop.revision(order) == 1 && shop.calls().size() == 2);
        assertThat(shop.calls().get(1).query()).containsEntry("page_token", "token-2");
        assertThat(watermark()).isNull();
        gate.countDown();
        await().until(() -> watermark() != null);
        assertThat(shop.revision(second)).isEqualTo(1);
    }

    @Test
    void aPageThatFailsLeavesTheWatermarkAndTheNextRunReadsTheWindowAgain() throws Exception {
        shop.answers(page(shop.put(order, "UNPAID", now - 60).deepCopy(), "token-2"), error(200, 11001002, "bad"));
        pull();
        await().until(() -> shop.revision(order) == 1);
        await().until(this::isFree);
        assertThat(watermark()).isNull();

        shop.answers(shop.fromBook());
        pull();

        await().until(() -> watermark() != null);
    }

    @Test
    void pagesThatGoRoundFailThePullAndTheNextRunReadsTheWindowAgain(CapturedOutput output) throws Exception {
        String second = TestShop.newOrderId();
        Answer one = page(shop.put(order, "UNPAID", now - 60).deepCopy(), "token-2");
        Answer two = page(shop.put(second, "UNPAID", now - 50).deepCopy(), "token-3");
        shop.answers(one, two, page(shop.put(TestShop.newOrderId(), "UNPAID", now - 40), "token-2"));

        pull();

        await().until(() -> output.getAll().contains("shop " + shop.id() + " is put off: "));
        assertThat(output.getAll())
                .contains("PagesGoRound: page 3 of the updates from ")
                .contains("(request_id R0)");
        assertThat(shop.searches()).hasSize(3);
        assertThat(shop.count("select count(*) from entity where kind = 'order' and shop_id = :shop"))
                .as("what was read is stored")
                .isEqualTo(3);
        await().until(this::isFree);
        assertThat(watermark()).isNull();

        shop.answers(one, two, shop.fromBook());
        pull();

        await().until(() -> watermark() != null);
        assertThat(shop.searches()).hasSize(3);
    }

    @Test
    void aPageThatNamesItselfAsTheNextFailsThePull(CapturedOutput output) throws Exception {
        shop.answers(
                page(shop.put(order, "UNPAID", now - 60).deepCopy(), "token-2"),
                page(shop.put(order, "UNPAID", now - 60).deepCopy(), "token-2"));

        pull();

        await().until(() -> output.getAll().contains("shop " + shop.id() + " is put off: "));
        assertThat(shop.searches()).hasSize(2);
        await().until(this::isFree);
        assertThat(watermark()).isNull();
    }

    @Test
    void anOrderThatCannotBeMappedIsLeftToAHintAndThePageGoesOn() throws Exception {
        String poison = TestShop.newOrderId();
        shop.put(order, "UNPAID", now - 60);
        shop.put(poison, "UNPAID", now - 60).put("update_time", "yesterday");

        pull();

        await().until(() -> shop.revision(order) == 1 && shop.parked().equals(List.of(poison)));
        await().until(() -> watermark() != null);
    }

    @Test
    void aPageThatCannotBeStoredFallsBackToHints() throws Exception {
        String poison = TestShop.newOrderId();
        shop.put(order, "UNPAID", now - 60);
        shop.put(poison, "UNPAID", now - 60);
        database.sql("alter table message add constraint poisoned check (id not like '%" + poison + "%')")
                .update();
        try {
            pull();
            await().until(() -> shop.revision(order) == 1 && shop.parked().equals(List.of(poison)));
        } finally {
            database.sql("alter table message drop constraint poisoned").update();
        }
        await().until(() -> watermark() != null);
        assertThat(shop.revision(poison)).isZero();
    }

    @Test
    void anOrderOfAPageThatMayBeShippedLaterIsRemembered() throws Exception {
        shop.put(order, "AWAITING_SHIPMENT", now - 60)
                .put("is_on_hold_order", false)
                .put("paid_time", now - 60);

        pull();

        await().until(() -> shop.revision(order) == 1);
        assertThat(
                        shop.count(
                                "select extract(epoch from due_at)::integer from hint where shop_id = :shop and kind = 'order'"))
                .isEqualTo((int) (now - 60 + 3600));
        assertThat(
                        shop.count(
                                "select count(*) from hint where shop_id = :shop and kind = 'order' and waiting_since = due_at"))
                .as("until then, it does not wait")
                .isEqualTo(1);
    }

    @Test
    void theFirstPullOfAShopThatIsBackCoversTheTimeInWhichItWasGone() {
        pulls.finished(pulls.claim("orders").get(0));
        Instant seen = watermark();

        state("left");
        assertThat(pulls.claim("orders")).isEmpty();
        assertThat(watermark()).isEqualTo(seen);

        state("connected");
        assertThat(pulls.claim("orders")).extracting(Pull::from).containsExactly(seen.minus(Duration.ofMinutes(10)));
    }

    @Test
    void twoReplicasNeverPullOneShopAtOnce() {
        List<Pull> mine = pulls.claim("orders");
        assertThat(mine).extracting(Pull::shopId).containsExactly(shop.id());

        assertThat(pulls.claim("orders")).isEmpty();
        pulls.failed(mine.get(0), new IllegalStateException("test"));
        List<Pull> again = pulls.claim("orders");
        assertThat(again).extracting(Pull::epoch).containsExactly(mine.get(0).epoch() + 1);

        pulls.finished(mine.get(0));
        assertThat(watermark()).as("an old claim moves nothing").isNull();
        pulls.finished(again.get(0));
        assertThat(watermark()).isEqualTo(again.get(0).to());
    }

    @Test
    void theSameScheduleOfAnotherReplicaFindsNothingToClaimUntilTheNextTime() {
        Pulls patient =
                new Pulls(database, leases, Duration.ofMinutes(4), Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
        patient.finished(patient.claim("orders").get(0));

        assertThat(patient.claim("orders")).isEmpty();
        database.sql("update pull set claimed_at = claimed_at - interval '4 minutes' where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        assertThat(patient.claim("orders")).hasSize(1);
    }

    @Test
    void thePullOfAReplicaWhoseLeaseRanOutComesBack() {
        UUID dead = UUID.randomUUID();
        pulls.claim("orders");
        database.sql("insert into replica (id, expires_at) values (:id, clock_timestamp() - interval '1 s')")
                .param("id", dead)
                .update();
        database.sql("update pull set owner = :id where shop_id = :shop")
                .param("id", dead)
                .param("shop", shop.id())
                .update();

        await().until(this::isFree);
        assertThat(leases.current().id()).isNotEqualTo(dead);
    }

    /** What the schedule does when its time has come. */
    private void pull() throws SchedulerException {
        Schedules.fire(camel, "pull-orders");
    }

    private void state(String state) {
        database.sql("update shop set state = :state where shop_id = :shop")
                .param("state", state)
                .param("shop", shop.id())
                .update();
    }

    private Answer page(ObjectNode found, String nextToken) {
        ObjectNode data = new ObjectMapper().createObjectNode().put("next_page_token", nextToken);
        data.putArray("orders").add(found);
        return TikTokShopStub.ok(data.toString());
    }

    private boolean isFree() {
        return shop.count("select count(*) from pull where shop_id = :shop and owner is null") == 1;
    }

    private @Nullable Instant watermark() {
        return database.sql("select watermark from pull where shop_id = :shop and watermark is not null")
                .param("shop", shop.id())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null);
    }
}
