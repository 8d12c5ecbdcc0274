package io.creatorflow.tiktokshop.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final Instant SENT = Instant.parse("2026-01-01T10:00:00Z");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen screen = new Screen(
            new PrintStream(printed, true, StandardCharsets.UTF_8), Map.of("analytics", "http://127.0.0.1:9000/mine"));

    @Test
    void eachReceiverHasALineWithItsMessagesAndTheTimeOfTheLast() {
        screen.received(
                List.of(
                        receipt("shipping-automation", "order.stopped.v1", "", 45),
                        receipt("inventory-tracking", "reservation.updated.v1", "released", 38),
                        receipt("shipping-automation", "order.released.v1", "awaiting_shipment", 41)),
                receipt -> Optional.of(new WebhookLog.Sent(SENT, 200, 3)),
                true);

        assertThat(lines())
                .containsExactly(
                        "Order Management -",
                        "Inventory Tracking stock free again 38 ms",
                        "Shipping Automation released: ship it; stop: do not ship it 45 ms",
                        "Analytics http://127.0.0.1:9000/mine");
    }

    @Test
    void aMessageThatNoWebhookToldOfIsToldSo() {
        screen.received(
                List.of(receipt("order-management", "order.updated.v1", "in_transit", 7)),
                receipt -> Optional.empty(),
                false);

        assertThat(lines()).containsExactly("Order Management order is in transit no webhook");
    }

    @Test
    void manyOrdersAtOnceAreToldAsSums() {
        List<Receipt> many = IntStream.range(0, 40)
                .mapToObj(i -> receipt("order-management", "order.updated.v1", "unpaid", i))
                .toList();

        screen.many(many, 40);

        assertThat(lines()).contains("Order Management 40 messages", "Shipping Automation 0 messages");
    }

    private static Receipt receipt(String receiver, String type, String status, int millis) {
        return new Receipt(receiver, "1", type, status, SENT.plusMillis(millis));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
