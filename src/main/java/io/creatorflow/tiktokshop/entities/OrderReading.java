package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Asks for hinted orders, many ids a call, and maps what comes back. */
@Component("orderReading")
public class OrderReading {

    /** The kind that orders are stored under. */
    static final String KIND = "order";

    private final Mapping mapping;

    OrderReading(@Value("${routes.dir}") Path routes) {
        this.mapping = Mapping.load(routes, KIND);
    }

    /** The call that reads a batch: Get Order Detail takes up to 50 ids. */
    public ApiRequest request(@ExchangeProperty("hints") HintBatch batch) {
        return new ApiRequest(batch.shopId(), Map.of(), Map.of("ids", String.join(",", batch.ids())), null);
    }

    /**
     * Maps the answer to a batch.
     *
     * @throws MappingException when an order lacks what we need
     */
    public OrderAnswer answer(@ExchangeProperty("hints") HintBatch hints, @Body ApiResponse response) {
        return new OrderAnswer(hints.shopId(), map(hints.shopId(), response), hints, hints.bulk());
    }

    /**
     * Maps the orders of an answer.
     *
     * @throws MappingException when an order lacks what we need
     */
    public List<Facts> map(String shopId, ApiResponse response) {
        List<Facts> orders = new ArrayList<>();
        for (JsonNode order : response.data().path("orders")) {
            ObjectNode content = mapping.map(order, shopId);
            orders.add(new Facts(
                    KIND,
                    shopId,
                    content.path("orderId").asText(),
                    Instant.parse(content.path("updatedAt").asText()),
                    Lifecycle.rank(content.path("status").asText()),
                    response.readBegan(),
                    content));
        }
        return orders;
    }
}
