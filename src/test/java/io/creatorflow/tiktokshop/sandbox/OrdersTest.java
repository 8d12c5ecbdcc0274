package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private static TestSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void anOrderIsReadAsItIs() {
        TestSandbox.Access shop = sandbox.access("{}");
        JsonNode placed = sandbox.control(
                "POST", "/shops/" + shop.shopId() + "/orders", "{\"items\":[{\"sellerSku\":\"MUG-RED\",\"units\":3}]}");
        String id = placed.get("orderIds").get(0).asText();

        JsonNode order = detail(shop, id);

        assertThat(order.get("id").asText()).isEqualTo(id);
        assertThat(order.get("status").asText()).isEqualTo("UNPAID");
        assertThat(order.get("line_items")).hasSize(3);
        assertThat(order.has("paid_time")).isFalse();
    }

    private static JsonNode detail(TestSandbox.Access shop, String ids) {
        return TestSandbox.json(sandbox.api("GET", "/order/202309/orders", shop, Map.of("ids", ids), ""))
                .get("data")
                .get("orders")
                .get(0);
    }
}
