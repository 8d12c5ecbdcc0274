package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aMessageIsWrittenWithAllAttributes() throws IOException {
        JsonNode json = MAPPER.readTree(CloudEvents.bytes(message("order.updated.v1", 12), TRACE));

        assertThat(json).isEqualTo(MAPPER.readTree("""
                {
                  "specversion": "1.0",
                  "id": "order-updated-v1_7495000000000000002_577900000000000003_12",
                  "source": "/tiktok-shop/shops/7495000000000000002",
                  "type": "com.creatorflow.tiktokshop.order.updated.v1",
                  "subject": "577900000000000003",
                  "time": "2025-10-09T08:53:20Z",
                  "datacontenttype": "application/json",
                  "dataschema": "urn:creatorflow:tiktok-shop:schema:order.updated.v1",
                  "sequence": "00000000000000000012",
                  "partitionkey": "7495000000000000002/order/577900000000000003",
                  "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                  "data": {"orderId": "577900000000000003"}
                }
                """));
    }

    @Test
    void anOrdinaryCloudEventsReaderUnderstandsIt() {
        CloudEvent event = new JsonFormat().deserialize(CloudEvents.bytes(message("order.stopped.v1", 1), null));

        assertThat(event.getId()).isEqualTo("order-stopped-v1_7495000000000000002_577900000000000003_1");
        assertThat(event.getTime()).isEqualTo("2025-10-09T08:53:20Z");
        assertThat(event.getExtension("sequence")).isEqualTo("00000000000000000001");
        assertThat(event.getExtensionNames()).doesNotContain("traceparent");
        assertThat(Objects.requireNonNull(event.getData()).toBytes()).asString().contains("577900000000000003");
    }

    @Test
    void theTimeIsReadBackWithoutTheData() {
        assertThat(CloudEvents.time(CloudEvents.bytes(message("order.updated.v1", 3), TRACE)))
                .isEqualTo("2025-10-09T08:53:20Z");
        assertThat(CloudEvents.time("{\"data\":{\"time\":\"2025-10-09T08:53:20Z\"}}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(CloudEvents.time("{\"time\":\"soon\"}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(CloudEvents.time("x".getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void theSameMessageIsTheSameBytes() {
        assertThat(CloudEvents.bytes(message("order.updated.v1", 3), TRACE))
                .isEqualTo(CloudEvents.bytes(message("order.updated.v1", 3), TRACE));
    }

    @Test
    void twoMessagesAboutOneRevisionHaveDifferentIdsWithoutDots() {
        String updated = message("order.updated.v1", 3).id();

        assertThat(updated)
                .doesNotContain(".")
                .isNotEqualTo(message("order.released.v1", 3).id());
    }

    @Test
    void sequencesCompareAsRevisionsDo() {
        assertThat(message("order.updated.v1", 9).sequence())
                .isLessThan(message("order.updated.v1", 10).sequence());
        assertThat(message("order.updated.v1", Long.MAX_VALUE).sequence()).hasSize(20);
    }

    private static Message message(String type, long revision) {
        return new Message(
                type,
                "7495000000000000002",
                "order",
                "577900000000000003",
                revision,
                Instant.parse("2025-10-09T08:53:20Z"),
                JsonNodeFactory.instance.objectNode().put("orderId", "577900000000000003"));
    }
}
