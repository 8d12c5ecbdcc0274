package io.creatorflow.tiktokshop;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.OrderBook;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class OrderFlowTest {

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private final OrderBook orders = new OrderBook();
    private final String orderId = Long.toString(ThreadLocalRandom.current().nextLong(1L << 53, Long.MAX_VALUE));
    private ConnectedShop shop;

    @BeforeEach
    void connectShop() {
        shop = ConnectedShop.make(context);
        shop.answers(orders.answer());
    }

    @Test
    void aSignedOrderWebhookBecomesAMessageAtEachDownstream() throws Exception {
        orders.put(orderId, "AWAITING_SHIPMENT", 1_760_000_000);

        send("AWAITING_SHIPMENT", 1_760_000_000);

        for (String receiver :
                new String[] {"order-management", "inventory-tracking", "analytics", "shipping-automation"}) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(RECEIVERS.received(receiver, orderId))
                            .as(receiver)
                            .isNotEmpty()
                            .allMatch(received -> received.status() == 200));
        }
    }

    private void send(String status, long updateTime) throws Exception {
        String body = "{\"type\":1,\"tts_notification_id\":\"" + orderId + "\",\"shop_id\":\"" + shop.id()
                + "\",\"timestamp\":" + updateTime + ",\"data\":{\"is_on_hold_order\":true,\"order_id\":\"" + orderId
                + "\",\"order_status\":\"" + status + "\",\"update_time\":" + updateTime + "}}";
        assertThat(new WebhookSender(port).post(body)).isEqualTo(200);
    }
}
