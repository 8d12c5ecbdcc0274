package io.creatorflow.tiktokshop.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A connected shop of a test's own: its orders at TikTok Shop, its webhooks, and what is kept of it. */
public final class TestShop {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectedShop shop;
    private final OrderBook orders = new OrderBook();
    private final WebhookSender sender;
    private final JdbcClient database;

    private TestShop(ApplicationContext context) {
        this.shop = ConnectedShop.make(context);
        this.sender =
                new WebhookSender(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        this.database = context.getBean(JdbcClient.class);
        answers(orders.answer());
    }

    /** Connects a new shop; its calls are answered from its order book. */
    public static TestShop connect(ApplicationContext context) {
        return new TestShop(context);
    }

    /** Connects it again. */
    public void connectAgain(ApplicationContext context) {
        shop.again(context);
    }

    /** An id of an order that nobody else has, beyond 2^53. */
    public static String newOrderId() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 53, Long.MAX_VALUE));
    }

    public String id() {
        return shop.id();
    }

    /** Answers calls for the shop by these, one after the other; the last one stays. Calls seen so far are forgotten. */
    public void answers(Answer... answers) {
        shop.answers(answers);
    }

    /** Answers from the order book. */
    public Answer fromBook() {
        return orders.answer();
    }

    /** Answers what the order book says now, but not before the gate opens. */
    public Answer heldBack(CountDownLatch gate) {
        Answer now = orders.snapshot();
        return (request, exchange) -> {
            try {
                assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.to(request, exchange);
        };
    }

    /** Puts an order into a status at a time, unix seconds. */
    public ObjectNode put(String order, String status, long updateTime) {
        return orders.put(order, status, updateTime);
    }

    /** Sends an order status change. */
    public void tell(String order, String status, long updateTime) {
        post("{\"type\":1,\"tts_notification_id\":\"" + order + "\",\"shop_id\":\"" + id() + "\",\"timestamp\":"
                + updateTime + ",\"data\":{\"is_on_hold_order\":true,\"order_id\":\"" + order + "\",\"order_status\":\""
                + status + "\",\"update_time\":" + updateTime + "}}");
    }

    /** Puts an order into a status and tells it. */
    public void move(String order, String status, long updateTime) {
        put(order, status, updateTime);
        tell(order, status, updateTime);
    }

    /** Sends a signed body, which has to be accepted. */
    public void post(String body) {
        assertThat(sender.post(body)).isEqualTo(200);
    }

    /** The ids of each call of Get Order Detail for the shop, in order. */
    public List<List<String>> reads() {
        return shop.requests().stream()
                .filter(request -> request.query().containsKey("ids"))
                .map(request -> Arrays.asList(request.query().get("ids").split(",")))
                .toList();
    }

    /** The filters of each call of Get Order List for the shop, in order. */
    public List<JsonNode> searches() {
        return shop.requests().stream()
                .filter(request -> request.path().endsWith("/search"))
                .map(TestShop::body)
                .toList();
    }

    /** All calls for the shop. */
    public List<Request> calls() {
        return shop.requests();
    }

    /** The revision of our copy of an entity, of a product rather than of its stock; 0 when there is none. */
    public long revision(String order) {
        return database.sql("select revision from entity where shop_id = :shop and entity_id = :order"
                        + " order by kind = 'stock' limit 1")
                .param("shop", id())
                .param("order", order)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The status of our copy of an entity, of a product rather than of its stock; empty when there is none. */
    public String status(String order) {
        return database.sql("select content ->> 'status' from entity where shop_id = :shop and entity_id = :order"
                        + " order by kind = 'stock' limit 1")
                .param("shop", id())
                .param("order", order)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** How many hints of the shop wait, due or not; those of stock, which orders imply, wait for an hour in all tests. */
    public int hints() {
        return count("select count(*) from hint where shop_id = :shop and kind <> 'stock'");
    }

    /** The ids of the shop's parked hints. */
    public List<String> parked() {
        return database.sql("select entity_id from hint_parked where shop_id = :shop order by entity_id")
                .param("shop", id())
                .query(String.class)
                .list();
    }

    /** A count of rows; {@code :shop} stands for this shop's id. */
    public int count(String sql) {
        return database.sql(sql).param("shop", id()).query(Integer.class).single();
    }

    private static JsonNode body(Request request) {
        try {
            return JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
