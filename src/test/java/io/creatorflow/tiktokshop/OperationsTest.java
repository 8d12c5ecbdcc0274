package io.creatorflow.tiktokshop;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class OperationsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void itSaysThatItIsUp(String probe) throws Exception {
        HttpResponse<String> answer = get("/actuator/health/" + probe);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void everyStationHasItsFigures() throws Exception {
        String order = TestShop.newOrderId();
        TestShop.connect(context).move(order, "AWAITING_SHIPMENT", 1_760_000_000);
        await().until(() -> RECEIVERS.received("analytics", order).size() == 3);

        assertThat(get("/actuator/prometheus").body())
                .contains("entities_revisions_total{kind=\"order\"")
                .contains("entities_stale_taken_total{kind=\"order\"")
                .contains("entities_went_back_total{kind=\"order\"")
                .contains("deliveries_outcomes_total{outcome=\"delivered\",receiver=\"analytics\"")
                .contains("deliveries_latency_seconds_bucket{receiver=\"shipping-automation\"")
                .contains("routeId=\"receive-webhook\"")
                .contains("routeId=\"route-events\"")
                .contains("routeId=\"read-orders\"")
                .contains("routeId=\"call-tiktok-shop\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
