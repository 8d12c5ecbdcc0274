package io.creatorflow.tiktokshop.webhooks;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.authorization.RegisteredWebhooks;
import io.creatorflow.tiktokshop.issues.IssueReports;
import io.creatorflow.tiktokshop.routing.EventType;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class RegisterWebhooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = TestEnvironment.PUBLIC_URL + "/webhooks/tiktok-shop";
    private static final Answer DONE = ok("{}");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private JdbcClient database;

    @Autowired
    private WantedWebhooks wanted;

    private ConnectedShop shop;

    @BeforeEach
    void connect() {
        shop = ConnectedShop.make(context);
    }

    @Test
    void exactlyTheTypesWithABranchThatTikTokTakesByNameAreWanted() throws IOException {
        JsonNode operations = JSON.readTree(
                Path.of("src/test/resources/tiktok-shop/endpoints.json").toFile());
        Set<String> listed = taken(operations.path("endpoints"));
        assertThat(listed).hasSize(17);
        assertThat(wanted.types())
                .containsExactlyInAnyOrderElementsOf(Stream.of(EventType.values())
                        .filter(EventType::hasBranch)
                        .map(EventType::name)
                        .filter(listed::contains)
                        .toList());
        assertThat(wanted.types())
                .contains("ORDER_STATUS_CHANGE", "SELLER_DEAUTHORIZATION")
                .doesNotContain("NEW_MESSAGE");
    }

    @Test
    void aKnobAddsTypesThatAreNotListed() {
        WantedWebhooks more = new WantedWebhooks(
                TestEnvironment.PUBLIC_URL + "/", Set.of(EventType.INVENTORY_CHANGED, EventType.PACKAGE_UPDATE));
        assertThat(more.types()).hasSize(wanted.types().size() + 1).endsWith("INVENTORY_CHANGED");
        assertThat(more.address()).isEqualTo(OURS);
    }

    @Test
    void whatIsMissingOrGoesElsewhereIsRegistered() {
        shop.answers(
                ok(webhooks(
                        webhook("ORDER_STATUS_CHANGE", OURS),
                        webhook("PACKAGE_UPDATE", "https://elsewhere.example.com/hooks"),
                        webhook("NEW_MESSAGE", OURS))),
                DONE);

        RegisteredWebhooks outcome = register();

        assertThat(outcome.trouble()).isEmpty();
        assertThat(outcome.eventTypes()).containsExactlyInAnyOrderElementsOf(wanted.types());
        assertThat(shop.requests().get(0)).satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/event/202309/webhooks");
        });
        assertThat(puts()).hasSize(wanted.types().size() - 1).allSatisfy(put -> {
            assertThat(put.path("address").asText()).isEqualTo(OURS);
            assertThat(wanted.types()).contains(put.path("event_type").asText());
        });
        assertThat(puts())
                .extracting(put -> put.path("event_type").asText())
                .contains("PACKAGE_UPDATE")
                .doesNotContain("ORDER_STATUS_CHANGE")
                .doesNotHaveDuplicates();
        assertThat(secondsUntilTheNextLook()).isBetween(86_300, 86_400);
    }

    @Test
    void whatIsRegisteredIsLeftAlone() {
        shop.answers(ok(webhooks(
                wanted.types().stream().map(type -> webhook(type, OURS)).toArray(String[]::new))));

        assertThat(register().eventTypes()).containsExactlyElementsOf(wanted.types());
        assertThat(shop.requests()).hasSize(1);
    }

    @Test
    void whatCannotBeRegisteredIsAnIssueUntilALaterLookMendsIt() {
        shop.answers(ok(webhooks()), DONE, error(400, 36009004, "Invalid parameter."));

        RegisteredWebhooks outcome = register();
        assertThat(outcome.eventTypes()).containsExactly(wanted.types().get(0));
        assertThat(outcome.trouble()).contains("code 36009004", "tried again by itself");
        await().until(() -> issue().equals("open"));

        shop.answers(ok(webhooks()), DONE);
        database.sql("update shop set webhooks_due_at = clock_timestamp() where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        await().until(() -> issue().equals("resolved"));
        assertThat(puts()).hasSize(wanted.types().size());
        assertThat(secondsUntilTheNextLook()).isBetween(86_300, 86_400);
    }

    @Test
    void aShopThatCannotBeAskedSaysSo() {
        shop.answers(error(403, 105005, "Access denied."));

        RegisteredWebhooks outcome = register();
        assertThat(outcome.eventTypes()).isEmpty();
        assertThat(outcome.trouble()).contains("code 105005");
    }

    @Test
    void withoutAPublicAddressNothingIsAskedAndNothingIsAnIssue() {
        ShopWebhooks nowhere = new ShopWebhooks(
                new WantedWebhooks(" ", Set.of()),
                context.getBean(WebhookChecks.class),
                context.getBean(IssueReports.class));

        RegisteredWebhooks outcome = nowhere.failed(new NoPublicAddress(), shop.id(), null, null);
        assertThat(outcome.trouble()).contains("INTEGRATION_PUBLIC_URL is not set");
        assertThat(nowhere.due()).isEmpty();
        assertThatExceptionOfType(NoPublicAddress.class).isThrownBy(() -> nowhere.ask(shop.id()));
    }

    private RegisteredWebhooks register() {
        return camel.requestBody("direct:register-webhooks", shop.id(), RegisteredWebhooks.class);
    }

    private List<JsonNode> puts() {
        return shop.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .map(RegisterWebhooksTest::json)
                .toList();
    }

    private static JsonNode json(Request request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int secondsUntilTheNextLook() {
        return database.sql("""
                        select extract(epoch from webhooks_due_at - clock_timestamp())::integer from shop
                        where shop_id = :shop""").param("shop", shop.id()).query(Integer.class).single();
    }

    private String issue() {
        return database.sql("select state from issue where shop_id = :shop and kind = 'webhooks-missing' and times > 0")
                .param("shop", shop.id())
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static String webhooks(String... webhooks) {
        return "{\"total_count\":" + webhooks.length + ",\"webhooks\":[" + String.join(",", webhooks) + "]}";
    }

    private static String webhook(String type, String address) {
        return "{\"event_type\":\"" + type + "\",\"address\":\"" + address + "\",\"create_time\":1,\"update_time\":1}";
    }

    private static Set<String> taken(JsonNode operations) {
        for (JsonNode operation : operations) {
            if (operation.path("name").asText().equals("Update Shop Webhook")) {
                for (JsonNode field : operation.path("body")) {
                    if (field.path("path").asText().equals("event_type")) {
                        return Stream.of(JSON.convertValue(field.path("values"), String[].class))
                                .collect(Collectors.toSet());
                    }
                }
            }
        }
        return Set.of();
    }
}
