package io.creatorflow.tiktokshop.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {

    private static final Path INDEX = Path.of("src/test/resources/tiktok-shop/webhook-samples/index.json");
    private static final int MADE_UP = 99;

    static IntStream typesOfTheSamples() throws IOException {
        JsonNode samples = new ObjectMapper().readTree(INDEX.toFile()).path("samples");
        return IntStream.range(0, samples.size())
                .map(i -> samples.get(i).path("type").asInt(0))
                .filter(type -> type != 0 && type != MADE_UP)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("typesOfTheSamples")
    void everyTypeOfTheSamplesIsKnown(int number) {
        assertThat(EventType.of(number)).get().extracting(EventType::number).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 56, 59, 62, 63, 66, 71})
    void everyTypeThatHasANameButNoPublicPayloadIsKnown(int number) {
        assertThat(EventType.of(number)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 8, MADE_UP, Integer.MAX_VALUE})
    void anyOtherNumberIsUnknown(int number) {
        assertThat(EventType.of(number)).isEmpty();
    }

    @Test
    void exactlyTheTypesWithAFamilySayWhereTheIdsAreExceptThoseAboutShops() {
        assertThat(Stream.of(EventType.values())
                        .filter(type -> type.family().isEmpty() != type.names().isEmpty()))
                .containsExactlyInAnyOrder(
                        EventType.SELLER_DEAUTHORIZATION, EventType.UPCOMING_AUTHORIZATION_EXPIRATION);
        assertThat(Stream.of(EventType.values())
                        .filter(type -> type.names("order").stream()
                                .anyMatch(naming -> !naming.since().isEmpty())))
                .containsExactlyInAnyOrder(
                        EventType.ORDER_STATUS_CHANGE,
                        EventType.RECIPIENT_ADDRESS_UPDATE,
                        EventType.CANCELLATION_STATUS_CHANGE);
    }

    @Test
    void onlyAChangeOfStockIsKnownWithoutAnEnvelope() throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertThat(EventType.withoutEnvelope(json.readTree("{\"product_id\":1,\"quantity_snapshot_after_change\":{}}")))
                .contains(EventType.INVENTORY_CHANGED);
        for (String other : List.of("{}", "[]", "7", "{\"product_id\":1}", "{\"quantity_snapshot_after_change\":{}}")) {
            assertThat(EventType.withoutEnvelope(json.readTree(other)))
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void noNumberIsUsedTwice() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::number)).doesNotHaveDuplicates();
    }
}
