package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizePageTest {

    private static final String BACK = "https://integration.example.com/authorization/callback";
    private static final String PAGE = "/open/authorize?service_id=42&state=a%26b%22%3E";

    private final TestSandbox sandbox =
            new TestSandbox(Map.of("sandbox.authorize.service-id", "42", "sandbox.authorize.redirect-url", BACK));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void thePageNamesTheSellersTheirShopsAndTheScopes() {
        sandbox.control("POST", "/shops", "{\"name\":\"<Mugs>\",\"sellerOpenId\":\"luna\",\"sellerName\":\"Luna\"}");
        sandbox.control("POST", "/shops", "{\"name\":\"Bowls\",\"sellerOpenId\":\"luna\",\"region\":\"US\"}");

        HttpResponse<String> page = sandbox.send("GET", PAGE, "", Map.of());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.body())
                .containsOnlyOnce("value=\"luna\"")
                .contains("&lt;Mugs&gt; (GB), Bowls (US)", "<li>seller.order.info</li>", ">Authorize<", ">Cancel<")
                .doesNotContain("<Mugs>");
    }

    @Test
    void aClickOnAuthorizeGivesACodeThatIsGoodOnce() {
        sandbox.control("POST", "/shops", "{\"sellerOpenId\":\"luna\"}");

        String location = click("luna", "authorize");
        assertThat(location).startsWith(BACK + "?code=ROW_").endsWith("&state=a%26b%22%3E");
        String code = location.substring(location.indexOf("=") + 1, location.indexOf("&"));
        assertThat(exchange(code)).isZero();
        assertThat(exchange(code)).isEqualTo(36004004);
    }

    @Test
    void aClickOnCancelGivesNone() {
        sandbox.control("POST", "/shops", "{\"sellerOpenId\":\"luna\"}");

        assertThat(click("luna", "cancel")).isEqualTo(BACK + "?code=null&error=auth_denied&state=a%26b%22%3E");
    }

    @Test
    void whoBeginsAtTheAppStoreHasNoState() {
        sandbox.control("POST", "/shops", "{\"sellerOpenId\":\"luna\"}");

        HttpResponse<String> back = post("/open/authorize?service_id=42", "luna", "authorize");
        assertThat(back.headers().firstValue("Location").orElseThrow()).doesNotContain("state");
    }

    @Test
    void anotherAppAndAnUnknownSellerAreRefused() {
        assertThat(sandbox.send("GET", "/open/authorize?service_id=43", "", Map.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(PAGE, "nobody", "authorize").statusCode()).isEqualTo(400);
        assertThat(sandbox.send("GET", PAGE, "", Map.of()).body()).contains("There is no seller yet");
    }

    private String click(String seller, String decision) {
        HttpResponse<String> back = post(PAGE, seller, decision);
        assertThat(back.statusCode()).isEqualTo(302);
        return back.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> post(String page, String seller, String decision) {
        return sandbox.send(
                "POST",
                page,
                "decision=" + decision + "&seller=" + seller,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private int exchange(String code) {
        return sandbox.token("get", "grant_type=authorized_code&auth_code=" + code)
                .get("code")
                .asInt();
    }
}
