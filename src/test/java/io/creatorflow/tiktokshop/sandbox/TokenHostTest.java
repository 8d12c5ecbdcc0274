package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenHostTest {

    private final TestSandbox sandbox = new TestSandbox(Map.of());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anExchangeGivesAllFieldsOnRecordWithAbsoluteExpiries() {
        JsonNode pair = exchange(code());
        JsonNode onRecord = OrderShapeTest.resource("responses/token-get.json");
        assertThat(pair.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names(onRecord));
        assertThat(pair.get("data").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(names(onRecord.get("data")));
        assertThat(pair.get("message").asText()).isEqualTo("success");
        assertThat(pair.at("/data/granted_scopes")).isEqualTo(onRecord.at("/data/granted_scopes"));
        assertThat(pair.at("/data/access_token_expire_in").asLong())
                .isBetween(now() + 604800 - 60, now() + 604800 + 60);
    }

    @Test
    void aCodeIsGoodOnceAndForThirtyMinutes() {
        String code = code();
        assertThat(exchange(code).get("code").asInt()).isZero();
        assertThat(exchange(code).get("code").asInt()).isEqualTo(36004004);
        String late = code();
        sandbox.control("PUT", "/clock", "{\"advanceSeconds\":1801}");
        assertThat(exchange(late).get("code").asInt()).isEqualTo(36004004);
    }

    @Test
    void aRefreshGivesTwoNewTokensAndTheOldRefreshTokenIsDead() {
        TestSandbox.Access access = sandbox.access("{}");
        JsonNode next = refresh(access.refreshToken());
        assertThat(next.at("/data/access_token").asText()).isNotEqualTo(access.token());
        assertThat(next.at("/data/refresh_token").asText()).isNotEqualTo(access.refreshToken());
        assertThat(refresh(access.refreshToken()).get("code").asInt()).isEqualTo(36004005);
        assertThat(refresh(next.at("/data/refresh_token").asText()).get("code").asInt())
                .isZero();
    }

    @Test
    void tokensRunOutOnTheVirtualClock() {
        TestSandbox.Access access = sandbox.access("{}");
        assertThat(shops(access)).isZero();
        sandbox.control("PUT", "/clock", "{\"advanceSeconds\":604801}");
        assertThat(shops(access)).isEqualTo(105002);
        sandbox.control("PUT", "/clock", "{\"advanceSeconds\":40000000}");
        assertThat(refresh(access.refreshToken()).get("code").asInt()).isEqualTo(36004001);
    }

    @Test
    void aSellerExpiresTokensOrTakesTheAppAway() {
        TestSandbox.Access access = sandbox.access("{}");
        sandbox.control("POST", "/sellers/" + access.openId() + "/expire-tokens", "");
        assertThat(shops(access)).isEqualTo(105002);
        assertThat(refresh(access.refreshToken()).get("code").asInt()).isZero();
        sandbox.control("POST", "/sellers/" + access.openId() + "/deauthorize", "");
        assertThat(shops(access)).isEqualTo(105001);
        assertThat(refresh(access.refreshToken()).get("code").asInt()).isEqualTo(36004005);
    }

    @Test
    void aScopeThatTheSellerWithholdsIsNotGrantedUntilItIsGivenAgain() {
        TestSandbox.Access access = sandbox.access("{}");
        String scopes = "/sellers/" + access.openId() + "/withheld-scopes";
        sandbox.control("PUT", scopes, "{\"scopes\":[\"seller.authorization.info\"]}");
        assertThat(shops(access)).isEqualTo(105005);
        assertThat(refresh(access.refreshToken()).at("/data/granted_scopes").toString())
                .contains("seller.order.info")
                .doesNotContain("seller.authorization.info");
        sandbox.control("PUT", scopes, "{\"scopes\":[]}");
        assertThat(shops(access)).isZero();
    }

    @Test
    void onlyTheDocumentedGrantTypeRefreshesUnlessTheSwitchIsOn() {
        String wrong = "grant_type=authorized_code&refresh_token=";
        TestSandbox.Access access = sandbox.access("{}");
        assertThat(sandbox.token("refresh", wrong + access.refreshToken())
                        .get("code")
                        .asInt())
                .isNotZero();
        try (TestSandbox lenient = new TestSandbox(Map.of("sandbox.tokens.accept-authorized-code-on-refresh", true))) {
            String token = lenient.access("{}").refreshToken();
            assertThat(lenient.token("refresh", wrong + token).get("code").asInt())
                    .isZero();
        }
    }

    @Test
    void postIsNotFoundAndAWrongSecretGivesNothing() {
        assertThat(sandbox.send("POST", "/api/v2/token/get", "{}", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(TestSandbox.json(sandbox.send(
                                "GET",
                                "/api/v2/token/get?app_key=6fakekey0001&app_secret=wrong&grant_type=authorized_code&auth_code="
                                        + code(),
                                "",
                                Map.of()))
                        .get("code")
                        .asInt())
                .isNotZero();
    }

    private String code() {
        return sandbox.control("POST", "/shops", "{}").get("authCode").asText();
    }

    private JsonNode exchange(String code) {
        return sandbox.token("get", "grant_type=authorized_code&auth_code=" + code);
    }

    private JsonNode refresh(String token) {
        return sandbox.token("refresh", "grant_type=refresh_token&refresh_token=" + token);
    }

    private int shops(TestSandbox.Access access) {
        return TestSandbox.json(sandbox.signed("GET", "/authorization/202309/shops", access.token(), Map.of(), ""))
                .get("code")
                .asInt();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static java.util.List<String> names(JsonNode node) {
        java.util.List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
