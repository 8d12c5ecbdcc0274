package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "unpaid, RESERVED",
        "on_hold, RESERVED",
        "awaiting_shipment, RESERVED",
        "partially_shipping, RESERVED",
        "awaiting_collection, COMMITTED",
        "in_transit, COMMITTED",
        "completed, COMMITTED",
        "cancelled, RELEASED",
        "teleporting, RESERVED"
    })
    void theStockOfAnOrderFollowsItsStatus(String status, Reservation.State state) {
        assertThat(Reservation.of(order(status, "unpaid", "unpaid")).state()).isEqualTo(state);
    }

    @Test
    void unitsThatAreShippedCountApartFromThoseThatWait() {
        JsonNode sku = sku(order("partially_shipping", "awaiting_collection", "awaiting_shipment"));

        assertThat(sku.path("quantity").asInt()).isEqualTo(2);
        assertThat(sku.path("reserved").asInt()).isEqualTo(1);
        assertThat(sku.path("committed").asInt()).isEqualTo(1);
    }

    @Test
    void cancelledUnitsDropOut() {
        JsonNode sku = sku(order("awaiting_shipment", "cancelled", "awaiting_shipment"));

        assertThat(sku.path("quantity").asInt()).isEqualTo(1);
        assertThat(sku.path("unitIds")).hasToString("[\"2\"]");
    }

    @Test
    void whenEveryUnitIsCancelledNothingIsHeld() {
        Reservation reservation = Reservation.of(order("awaiting_shipment", "cancelled", "cancelled"));

        assertThat(reservation.state()).isEqualTo(Reservation.State.RELEASED);
        assertThat(reservation.json().path("skus")).isEmpty();
    }

    @Test
    void aShippedOrderWithACancelledUnitIsCommittedForTheRest() {
        Reservation reservation = Reservation.of(order("in_transit", "cancelled", "in_transit"));

        assertThat(reservation.state()).isEqualTo(Reservation.State.COMMITTED);
        assertThat(reservation.json().path("skus").path(0).path("committed").asInt())
                .isEqualTo(1);
    }

    private static JsonNode sku(ObjectNode order) {
        return Reservation.of(order).json().path("skus").path(0);
    }

    private static ObjectNode order(String status, String... units) {
        ObjectNode order = MAPPER.createObjectNode();
        order.put("orderId", "577").put("shopId", "749").put("status", status);
        ObjectNode item = order.putArray("items").addObject().put("skuId", "17");
        ArrayNode list = item.putArray("units");
        for (String unit : units) {
            list.addObject().put("unitId", String.valueOf(list.size())).put("status", unit);
        }
        return order;
    }
}
