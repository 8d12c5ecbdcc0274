package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.creatorflow.tiktokshop.api.Operation.ActsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    private static final Operation OPERATION =
            new Operation("get-order-detail", "GET", "/o", ActsFor.SHOP, "", true, 0, 50, 0, List.of());

    private final ApiCall call =
            new ApiCall(OPERATION, ApiRequest.forShop("749", Map.of()), new byte[0], "key", Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({
        "200, 36009003, PlatformUnavailable",
        "408, 36009007, PlatformUnavailable",
        "429, 36009002, RateLimited",
        "429, 36009037, RateLimited",
        "401, 105002, TokenExpired",
        "200, 105002, TokenExpired",
        "401, 105001, NotAuthorized",
        "403, 105005, NotAuthorized",
        "401, 106001, RequestRefused",
        "503, 106001, RequestRefused",
        "400, 106013, RequestRefused",
        "200, 21011044, StateRefused",
        "200, 25001028, PlatformUnavailable",
        "200, 21008111, NotAuthorized",
        "200, 21004010, RequestRefused",
        "200, 99999999, RequestRefused",
        "503, 99999999, PlatformUnavailable",
        "429, 99999999, RateLimited"
    })
    void theCodeDecidesAndTheStatusOnlyWhereTheCodeIsUnknown(int status, int code, String name) {
        TikTokShopException refusal = refusal(status, code, "text");
        assertThat(refusal.getClass().getSimpleName()).isEqualTo(name);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.requestId()).isEqualTo("R1");
        assertThat(refusal).hasMessageContaining("get-order-detail for 749").hasMessageContaining("R1");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 21008111, ASKED_FOR",
        "200, 21011028, ASKED_FOR",
        "200, 21011044, ASKED_FOR",
        "200, 21001001, ASKED_FOR",
        "200, 99999999, ASKED_FOR",
        "200, 36009003, PERHAPS_ASKED_FOR",
        "408, 36009007, PERHAPS_ASKED_FOR",
        "200, 10002014, PERHAPS_ASKED_FOR",
        "200, 10006402, PERHAPS_ASKED_FOR",
        "503, 36009003, EVERY_CALL",
        "500, 10002014, EVERY_CALL",
        "503, 99999999, EVERY_CALL",
        "429, 36009002, EVERY_CALL",
        "401, 105002, EVERY_CALL",
        "403, 105005, EVERY_CALL",
        "200, 101000, EVERY_CALL",
        "401, 106001, EVERY_CALL",
        "400, 106013, EVERY_CALL",
        "400, 36009004, EVERY_CALL",
        "404, 36009009, EVERY_CALL",
        "401, 36009043, EVERY_CALL",
        "200, 12052700, EVERY_CALL"
    })
    void theCodeTellsWhetherTheIdsMayBeToBlame(int status, int code, Blame blame) {
        assertThat(refusal(status, code, "text").blame()).isEqualTo(blame);
    }

    @ParameterizedTest
    @CsvSource({
        "503, PlatformUnavailable",
        "200, PlatformUnavailable",
        "429, RateLimited",
        "401, NotAuthorized",
        "302, RequestRefused",
        "404, RequestRefused"
    })
    void withoutJsonTheStatusDecides(int status, String name) {
        TikTokShopException refusal = Refusal.of(call, status, MissingNode.getInstance(), null);
        assertThat(refusal.getClass().getSimpleName()).isEqualTo(name);
        assertThat(refusal.blame()).isEqualTo(Blame.EVERY_CALL);
    }

    @ParameterizedTest
    @CsvSource({
        "Missing credentials. The 'sign' query parameter is required., carried no sign, RequestRefused",
        "Invalid credentials. The 'x-tts-access-token' header is invalid., connect the shop again, NotAuthorized",
        "Invalid credentials. The 'app_key' query parameter is invalid., TIKTOK_SHOP_APP_KEY, RequestRefused",
        "Invalid timestamp. The 'timestamp' query parameter is earlier., correct the clock, RequestRefused",
        "Unexpected identifier. The 'shop_cipher' query parameter is not required., acts-for, RequestRefused",
        "Something new, not valid, RequestRefused"
    })
    void theManyMeaningsOfOneCodeAreToldApartByTheText(String said, String mend, String name) {
        TikTokShopException refusal = refusal(400, 36009004, said);
        assertThat(refusal).hasMessageContaining(mend);
        assertThat(refusal.getClass().getSimpleName()).isEqualTo(name);
    }

    @Test
    void aWrongSignatureTellsWhatWasSignedWithoutTheSecret() {
        ApiCall signed = new ApiCall(
                OPERATION, ApiRequest.forShop("749", Map.of()), "{\"a\":1}".getBytes(), "key", Duration.ofSeconds(10));
        signed.attempt(Instant.EPOCH, "/oapp_keykeytimestamp1");
        assertThat(Refusal.of(signed, 401, envelope(106001, "x"), null))
                .hasMessageContaining("signed was {secret}/oapp_keykeytimestamp1{body of 7 bytes, SHA-256 ")
                .hasMessageNotContaining("{\"a\":1}");
    }

    @Test
    void aLongOrHostileTextIsCutAndMadePlain() {
        assertThat(refusal(200, 21011044, "a\\nb" + "x".repeat(1000)).getMessage())
                .contains("a b")
                .hasSizeLessThan(600);
    }

    private TikTokShopException refusal(int status, int code, String said) {
        return Refusal.of(call, status, envelope(code, said), null);
    }

    private static JsonNode envelope(int code, String said) {
        try {
            return new ObjectMapper()
                    .readTree("{\"code\":" + code + ",\"message\":\"" + said + "\",\"request_id\":\"R1\"}");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
