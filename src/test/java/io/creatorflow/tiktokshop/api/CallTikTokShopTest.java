package io.creatorflow.tiktokshop.api;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.cut;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.dribble;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.hang;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.creatorflow.tiktokshop.support.ShopCalls.Ended;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class CallTikTokShopTest {

    private static final Answer GOOD = ok("{\"orders\":[{\"id\":\"1\"}]}");
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Set<String> SENT =
            Set.of("x-tts-access-token", "content-type", "user-agent", "host", "connection", "content-length");

    /** What an HTTP client, a proxy, or Camel's own component might take for its own. */
    private static final List<String> HOSTILE = List.of(
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelHttpMethod",
            "CamelHttpScheme",
            "CamelHttpHost",
            "CamelHttpPort",
            "CamelHttpProtocolVersion",
            "CamelRestHttpUri",
            "Host",
            "X-Forwarded-Host",
            "X-Forwarded-For",
            "Forwarded",
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "Transfer-Encoding",
            "Expect",
            "Content-Encoding",
            "x-tts-access-token",
            "x-remaining-millis");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    private ConnectedShop shop;

    @BeforeEach
    void connect() {
        shop = ConnectedShop.make(context);
    }

    @Test
    void whatTikTokRepeatsOfTheAppsSecretOrTheTokenReachesNobody() {
        shop.answers(error(403, 105005, "not by " + TestEnvironment.APP_SECRET + " nor by " + shop.accessToken()));
        assertThat(orders().failure())
                .hasMessageContaining("105005")
                .satisfies(failure -> assertThat(String.valueOf(failure.getMessage()))
                        .doesNotContain(TestEnvironment.APP_SECRET, shop.accessToken()));
    }

    @Test
    void aCallIsSignedSentAndRead() {
        shop.answers(GOOD);
        Instant before = Instant.now();
        ApiResponse response = orders().answer();
        assertThat(response.data().at("/orders/0/id").asText()).isEqualTo("1");
        assertThat(response.requestId()).isEqualTo("R0");
        assertThat(response.readBegan()).isBetween(before, Instant.now());
        Request request = shop.requests().get(0);
        assertThat(request.path()).isEqualTo("/order/202309/orders");
        assertThat(request.query()).containsEntry("ids", "1,2").containsEntry("shop_cipher", shop.cipher());
        assertThat(request.query()).containsEntry("sign", signature(request));
    }

    @Test
    void theBodyThatIsSignedIsTheOneThatIsSent() {
        shop.answers(ok("{\"orders\":[],\"next_page_token\":\"\"}"));
        var filter =
                JsonNodeFactory.instance.objectNode().put("update_time_ge", 1).put("note", "ü");
        ShopCalls.call(
                        camel,
                        "search-orders",
                        new ApiRequest(shop.id(), Map.of(), Map.of("page_token", "6AsPQs/N5M1+kHYc=="), filter))
                .answer();
        Request request = shop.requests().get(0);
        assertThat(request.body()).asString().isEqualTo("{\"update_time_ge\":1,\"note\":\"ü\"}");
        assertThat(request.query()).containsEntry("page_token", "6AsPQs/N5M1+kHYc==");
        assertThat(request.query()).containsEntry("sign", signature(request));
    }

    @Test
    void aBodyIsSentWithADeletionToo() {
        shop.answers(ok("{}"));
        var which = JsonNodeFactory.instance.objectNode().put("event_type", "ORDER_STATUS_CHANGE");
        ShopCalls.call(camel, "delete-shop-webhook", new ApiRequest(shop.id(), Map.of(), Map.of(), which))
                .answer();
        Request request = shop.requests().get(0);
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.body()).asString().isEqualTo("{\"event_type\":\"ORDER_STATUS_CHANGE\"}");
        assertThat(request.query()).containsEntry("sign", signature(request));
    }

    @Test
    void onlyNamedHeadersAreSentAndTheCallersOwnAreKept() {
        shop.answers(json(200, "{\"code\":0,\"request_id\":\"R\"}", "Set-Cookie", "a=b", "Server", "x"));
        orders().answer();
        Ended ended = orders();
        assertThat(lowerCase(shop.requests().get(1).headers().keySet()))
                .isSubsetOf(SENT)
                .contains("x-tts-access-token");
        assertThat(ended.exchange().getMessage().getHeaders()).containsOnlyKeys("mine", "Cookie");
    }

    @Test
    void noHeaderOfAnExchangeReachesACallOrTurnsItElsewhere() {
        shop.answers(GOOD);
        Map<String, Object> hostile = new HashMap<>();
        for (String name : HOSTILE) {
            for (int i = 0; i < 25; i++) {
                hostile.put(i == 0 ? name : name + i, "hostile");
            }
        }
        hostile.put("CamelHttpUri", "http://127.0.0.1:1/hostile");
        assertThat(hostile).hasSizeGreaterThanOrEqualTo(500);

        ShopCalls.call(camel, "get-order-detail", ApiRequest.forShop(shop.id(), Map.of("ids", "1,2")), hostile)
                .answer();

        Request request = shop.requests().get(0);
        assertThat(request.method() + request.path()).isEqualTo("GET/order/202309/orders");
        assertThat(request.query()).containsOnlyKeys("ids", "app_key", "timestamp", "shop_cipher", "sign");
        assertThat(request.headers()).doesNotContainValue(List.of("hostile"));
        assertThat(lowerCase(request.headers().keySet())).isSubsetOf(SENT);
    }

    @Test
    void aShopThatIsNotConnectedIsNotAuthorized() {
        Ended ended = ShopCalls.call(camel, "get-order-detail", ApiRequest.forShop("unknown", Map.of("ids", "1")));
        assertThat(ended.failure()).isInstanceOf(NotAuthorized.class).hasMessageContaining("not connected");
    }

    @Test
    void anErrorInsideThePlatformIsRetried() {
        shop.answers(error(200, 36009003, "Internal error."), json(503, "<html>overloaded</html>"), cut(), GOOD);
        assertThat(orders().answer().requestId()).isEqualTo("R0");
        assertThat(shop.requests()).hasSize(4);
        assertThat(shop.requests().get(1).query().get("sign")).isNotNull();
    }

    @Test
    void anOutageThatLastsIsToldAfterFiveAttemptsWithinTheDeadline() {
        shop.answers(json(503, "<html>overloaded</html>"));
        Ended ended = orders();
        assertThat(ended.failure()).isInstanceOf(PlatformUnavailable.class);
        assertThat(shop.requests().size()).isBetween(3, 5);
        assertThat(ended.took()).isLessThan(DEADLINE.plusMillis(300));
        assertThat(ended.exchange().getMessage().getHeaders()).doesNotContainKey("x-tts-access-token");
    }

    @Test
    void anOverloadedTikTokShopIsLeftAloneAsLongAsItSays() {
        shop.answers(json(503, "<html>overloaded</html>", "Retry-After", "1"), GOOD);
        assertThat(orders().answer().requestId()).isEqualTo("R0");
        assertThat(shop.requests()).hasSize(2);
        assertThat(shop.requests().get(1).at() - shop.requests().get(0).at())
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void anOverloadThatOutlastsTheDeadlineIsToldAtOnce() {
        shop.answers(json(503, "<html>overloaded</html>", "Retry-After", "3"));
        assertThat(orders().failure())
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class,
                        overload -> assertThat(overload.retryAfter()).isEqualTo(DEADLINE));
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void aLimitIsWaitedForAsLongAsTikTokSays() {
        shop.answers(error(429, 36009002, "Too many requests.", "Retry-After", "1"), GOOD);
        Ended ended = orders();
        assertThat(ended.answer().requestId()).isEqualTo("R0");
        assertThat(ended.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(shop.requests()).hasSize(2);
    }

    @Test
    void aLimitThatOutlastsTheDeadlineIsToldAtOnce() {
        shop.answers(error(429, 36009002, "Too many requests.", "Retry-After", "60"));
        Ended ended = orders();
        assertThat(ended.failure()).isInstanceOf(RateLimited.class);
        assertThat(ended.failure().retryAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(2));
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void whatIsRefusedIsAskedOnce() {
        shop.answers(error(200, 21011044, "on hold"));
        assertThat(orders().failure()).isInstanceOf(StateRefused.class);
        assertThat(shop.requests()).hasSize(1);
        shop.answers(error(401, 106001, "The 'sign' query parameter is invalid."));
        assertThat(orders().failure())
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("{secret}/order/202309/ordersapp_key")
                .hasMessageNotContaining(TestEnvironment.APP_SECRET);
        assertThat(shop.requests()).hasSize(1);
        shop.answers(error(403, 105005, "scope"));
        assertThat(orders().failure()).isInstanceOf(NotAuthorized.class);
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void aCallEndsAtItsDeadlineWhenTheAnswerHangs() {
        shop.answers(hang());
        endsAtTheDeadline();
    }

    @Test
    void aCallEndsAtItsDeadlineWhenTheAnswerDribbles() {
        shop.answers(dribble());
        endsAtTheDeadline();
    }

    @Test
    void aRedirectIsNotFollowed() {
        String elsewhere = "elsewhere-" + UUID.randomUUID();
        TestEnvironment.TIKTOK_SHOP.script(elsewhere, GOOD);
        shop.answers(
                json(302, "", "Location", TestEnvironment.TIKTOK_SHOP.url() + "/order/202309/orders?x=" + elsewhere));
        assertThat(orders().failure()).isInstanceOf(RequestRefused.class);
        assertThat(TestEnvironment.TIKTOK_SHOP.requests(elsewhere)).isEmpty();
    }

    @Test
    void anAnswerBeyondTheCapIsCutOff() {
        shop.answers(ok("{\"text\":\"" + "x".repeat(200_000) + "\"}"));
        assertThat(orders().failure())
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("larger than 100000 bytes");
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void itemsThatABatchCallRefusedAreSeen() {
        shop.answers(ok("{\"errors\":[{\"code\":12,\"message\":\"no\",\"detail\":{\"sku_id\":\"7\"}}]}"));
        assertThat(orders().answer().itemErrors())
                .singleElement()
                .satisfies(item ->
                        assertThat(item.detail().path("sku_id").asText()).isEqualTo("7"));
    }

    private void endsAtTheDeadline() {
        Ended ended = orders();
        assertThat(ended.failure()).isInstanceOf(PlatformUnavailable.class).hasMessageContaining("no answer");
        assertThat(ended.took()).isBetween(DEADLINE.minusMillis(100), DEADLINE.plusMillis(300));
        assertThat(shop.requests()).hasSize(1);
    }

    private Ended orders() {
        return ShopCalls.call(camel, "get-order-detail", ApiRequest.forShop(shop.id(), Map.of("ids", "1,2")));
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static String signature(Request request) {
        String text = RequestSignature.text(request.path(), new TreeMap<>(request.query()));
        return new RequestSignature(TestEnvironment.APP_SECRET).of(text, request.body());
    }
}
