package io.creatorflow.tiktokshop.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    @Test
    void idsAreFoundThroughListsAndKeepEveryDigit() throws IOException {
        Event event = event("{\"package_list\":[{\"order_id_list\":[\"576653688135258178\",18446744073709551617]},"
                + "{\"order_id_list\":[\"576653688135258178\"]},{}]}");

        assertThat(event.ids("package_list/order_id_list"))
                .containsExactly("576653688135258178", "18446744073709551617");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"12a\"", "-1", "1.5", "{}", "[]", "\"1,2\"", "true"})
    void whatIsNoIdIsLeftOut(String value) throws IOException {
        assertThat(event("{\"order_id\":" + value + "}").ids("order_id")).isEmpty();
    }

    @Test
    void aTimeIsUnixSecondsAsNumberOrText() throws IOException {
        assertThat(event("{\"update_time\":1718305585}").updateTime()).isEqualTo(Instant.ofEpochSecond(1718305585));
        assertThat(event("{\"update_time\":\"1718305585\"}").updateTime()).isEqualTo(Instant.ofEpochSecond(1718305585));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"update_time\":0}",
                "{\"update_time\":-5}",
                "{\"update_time\":\"soon\"}",
                "{\"update_time\":999999999999999}",
                "[]",
                "7"
            })
    void whatIsNoTimeIsNone(String data) throws IOException {
        assertThat(event(data).updateTime()).isNull();
    }

    private static Event event(String data) throws IOException {
        return new Event(
                new EventKey("2025-10-09", new byte[32]),
                "1",
                Instant.EPOCH,
                JSON.createObjectNode().set("data", JSON.readTree(data)));
    }
}
