package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import java.sql.Date;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever headers reach the sink, the request goes to the exact address and carries the allowed headers only (S6). */
@IntegrationTest
class HostileHeadersTest {

    private static final String ELSEWHERE = "http://127.0.0.1:1/hostile";

    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelHttpUrl",
            "CamelHttpBaseUri",
            "CamelHttpMethod",
            "CamelHttpScheme",
            "CamelHttpHost",
            "CamelHttpPort",
            "CamelHttpProtocolVersion",
            "CamelHttpCharacterEncoding",
            "CamelRestHttpUri",
            "CamelRestHttpQuery",
            "CamelDestinationOverrideUrl",
            "CamelRedeliveryCounter",
            "CamelBeanMethodName",
            "CamelFileName",
            "CamelCharsetName",
            "Host",
            "X-Forwarded-Host",
            "X-Forwarded-For",
            "Forwarded",
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "Transfer-Encoding",
            "Content-Length",
            "Content-Encoding",
            "Content-Type",
            "Expect",
            "Connection",
            "Upgrade",
            "User-Agent",
            "x-tts-access-token",
            "x-remaining-millis",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "shop_cipher",
            "app_secret");

    private static final String ORDER = "577900000000000099-";

    @Autowired
    private Leases leases;

    @Autowired
    private ProducerTemplate camel;

    static List<String> receivers() {
        return ReceiversStub.NAMES;
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void nothingOfTheExchangeTurnsARequestToADownstreamOrComesAlong(String receiver) {
        Map<String, Object> hostile = hostile();
        assertThat(hostile).hasSizeGreaterThanOrEqualTo(500);
        Delivery sent = delivery(receiver);

        Exchange ended = camel.request(
                "kamelet:downstream-sink/hostile-" + receiver + "?url=RAW(" + RECEIVERS.url(receiver) + ")",
                exchange -> {
                    exchange.setProperty("delivery", sent);
                    hostile.forEach(exchange::setProperty);
                    exchange.setProperty("delivery", sent);
                    exchange.getIn().setHeaders(hostile);
                    exchange.getIn().setBody("hostile");
                });

        assertThat(ended.getException()).isNull();
        assertThat(RECEIVERS.received(ORDER + receiver)).singleElement().satisfies(got -> isExact(got, sent));
    }

    private static void isExact(Received got, Delivery sent) {
        assertThat(got.status()).as("the signature is good").isEqualTo(200);
        assertThat(got.uri()).isEqualTo("/" + sent.receiver());
        assertThat(got.body()).isEqualTo(sent.body());
        assertThat(got.header("webhook-id")).isEqualTo(sent.id());
        assertThat(got.header("user-agent")).isEqualTo("tiktok-shop-integration");
        assertThat(got.header("host")).isEqualTo(host(sent));
        assertThat(got.headers().toString()).doesNotContain("hostile");
        assertThat(got.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .isSubsetOf(ReceiversStub.HEADERS)
                .doesNotHaveDuplicates();
    }

    private static String host(Delivery sent) {
        return RECEIVERS.url(sent.receiver()).replaceAll("^http://|/.*$", "").replaceAll("/.*$", "");
    }

    private Delivery delivery(String receiver) {
        Message message = new Message(
                "order.updated.v1",
                "7495000000000000002",
                "order",
                ORDER + receiver,
                1,
                Instant.now(),
                JsonNodeFactory.instance.objectNode());
        return new Delivery(
                receiver,
                message.shopId(),
                1,
                1,
                0,
                1,
                1,
                new Date(0),
                message.type(),
                message.id(),
                CloudEvents.bytes(message, null),
                message.time(),
                message.time(),
                leases.current(),
                false,
                null,
                true,
                false);
    }

    /** Each name as it is, in other cases, and with a number behind, as a query parameter or a header may be called. */
    private static Map<String, Object> hostile() {
        Map<String, Object> hostile = new HashMap<>();
        for (String name : NAMES) {
            String value = name.endsWith("Uri") || name.endsWith("Url") ? ELSEWHERE : "hostile";
            for (int i = 1; i < 15; i++) {
                hostile.put(name + i, value);
            }
            hostile.put(name, value);
        }
        return hostile;
    }
}
