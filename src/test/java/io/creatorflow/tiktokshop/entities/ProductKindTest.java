package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProductKindTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final ProductKind products = new ProductKind();

    @Test
    void otherSkusMakeTheStockWorthALook() throws IOException {
        ObjectNode one = product("{\"skuId\": \"11\"}");
        ObjectNode two = product("{\"skuId\": \"11\"}, {\"skuId\": \"12\"}");

        Implied look = new Implied("stock", Wanted.now("7495", "1729", null));
        assertThat(products.implied(null, one, NOW)).containsExactly(look);
        assertThat(products.implied(one, two, NOW)).containsExactly(look);
        assertThat(products.implied(two, one, NOW)).containsExactly(look);
    }

    @Test
    void anotherPriceDoesNot() throws IOException {
        ObjectNode before = product("{\"skuId\": \"11\", \"price\": {\"amount\": \"9.90\"}}");
        ObjectNode after = product("{\"skuId\": \"11\", \"price\": {\"amount\": \"8.90\"}}");

        assertThat(products.implied(before, after, NOW)).isEmpty();
    }

    @Test
    void theStockOfAProductThatIsGoneHasNoSku() throws IOException {
        ObjectNode stock = product("{\"skuId\": \"11\"}");

        ObjectNode vanished = new StockKind().vanished(stock);

        assertThat(vanished.path("skus")).isEmpty();
        assertThat(vanished.path("productId").asText()).isEqualTo("1729");
        assertThat(stock.path("skus")).hasSize(1);
    }

    private static ObjectNode product(String skus) throws IOException {
        return (ObjectNode) new ObjectMapper()
                .readTree("{\"shopId\": \"7495\", \"productId\": \"1729\", \"skus\": [" + skus + "]}");
    }
}
