package io.creatorflow.tiktokshop.operations;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import io.creatorflow.tiktokshop.support.TestShop;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever somebody has to mend becomes one issue for each cause, is told, and is resolved when the cause is gone. */
@IntegrationTest
class IssuesTest {

    private static final long TIME = 1_760_000_000;
    private static final int NO_SCOPE = 105005;
    private static final int OF_ANOTHER_SELLER = 21008111;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    private final String order = TestShop.newOrderId();
    private final String subject = TestShop.newOrderId().substring(0, 15);
    private Operator operator;
    private TestShop shop;

    @BeforeEach
    void connect() {
        operator = new Operator(context);
        shop = TestShop.connect(context);
    }

    @Test
    void aRefusedInvoiceIsOneIssueThatItsSuccessResolvesAndAFurtherRefusalOpensAgain() {
        invoice("INVALID", TIME);
        invoice("FAILED", TIME + 1);
        await().until(() -> issue().path("times").asInt() == 2);
        assertThat(issue().path("state").asText()).isEqualTo("open");
        assertThat(issue().path("why").asText()).contains("package " + subject, "NOT_FOUND");
        await().until(() -> told().equals(List.of("open")));

        invoice("SUCCESS", TIME + 10);
        await().until(() -> told().equals(List.of("open", "resolved")));
        invoice("INVALID", TIME + 5);
        await().until(() -> issue().path("times").asInt() == 3);
        assertThat(issue().path("state").asText())
                .as("what was so before the success comes late")
                .isEqualTo("resolved");

        invoice("INVALID", TIME + 20);
        await().until(() -> told().equals(List.of("open", "resolved", "open")));
        assertThat(issue().path("occurrence").asInt()).isEqualTo(2);
        assertThat(operator.items("/issues?shop=" + shop.id())).hasSize(1);
        assertThat(messages())
                .allSatisfy(message ->
                        assertThat(MessageContract.violations(message.event())).isEmpty());
        assertThat(RECEIVERS.received(
                        "order-management", issue().path("issueId").asText()))
                .isEmpty();
    }

    @Test
    void aSuccessThatComesBeforeItsOlderFailureLeavesNothingToMend() {
        invoice("SUCCESS", TIME + 10);
        await().until(() -> shop.count("select count(*) from issue where shop_id = :shop and subject <> ''") == 1);
        invoice("INVALID", TIME);

        await().until(() -> shop.count("select count(*) from issue where shop_id = :shop and times = 1") == 1);
        assertThat(issue().path("state").asText()).isEqualTo("resolved");
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, status, PRODUCT_AUDIT_FAILURE, PRODUCT_FIRST_PASS_REVIEW",
        "37, audit, FAILED, APPROVED",
    })
    void aFailedAuditIsResolvedByAnApproval(int type, String field, String failed, String approved) {
        audit(type, field, failed, TIME);
        await().until(() -> issue().path("state").asText().equals("open"));
        assertThat(issue().path("kind").asText()).isEqualTo("product-audit-failed");
        assertThat(issue().path("subject").asText()).isEqualTo(subject);

        audit(type, field, approved, TIME + 1);
        await().until(() -> issue().path("state").asText().equals("resolved"));
        assertThat(issue().has("changedBy")).isFalse();
    }

    @Test
    void aPersonAcknowledgesAndResolvesAndIsNamed() {
        invoice("INVALID", TIME);
        await().until(() -> told().equals(List.of("open")));
        String path = "/issues/" + issue().path("issueId").asText();

        operator.change(path + "/acknowledge?note=asking+the+seller", "");
        await().until(() -> told().equals(List.of("open", "acknowledged")));
        invoice("FAILED", TIME + 1);
        await().until(() -> issue().path("times").asInt() == 2);
        assertThat(operator.ask(path).path("state").asText()).isEqualTo("acknowledged");
        assertThat(operator.ask(path).path("changedBy").asText()).isEqualTo("tester");
        assertThat(operator.ask(path).path("note").asText()).isEqualTo("asking the seller");
        assertThat(messages().get(1).event().toString()).doesNotContain("asking the seller");
        assertThat(operator.post(path + "/acknowledge", "").status()).isEqualTo(409);

        operator.change(path + "/resolve", "");
        await().until(() -> told().equals(List.of("open", "acknowledged", "resolved")));
        assertThat(operator.post(path + "/resolve", "").status()).isEqualTo(409);
        assertThat(operator.items("/issues?state=resolved&kind=invoice-failed&shop=" + shop.id()))
                .hasSize(1);
        assertThat(operator.items("/issues?state=open&shop=" + shop.id())).isEmpty();
        assertThat(operator.get("/issues/999999999999").status()).isEqualTo(404);
        assertThat(operator.items("/log").stream()
                        .map(entry -> entry.path("action").asText()))
                .contains("acknowledge-issue", "resolve-issue");
        assertThat(operator.ask("/entities/issue/" + shop.id() + "/"
                                + issue().path("issueId").asText() + "/story")
                        .toString())
                .contains("Revision 3 made the message issue.updated.v1.");
    }

    @Test
    void whatIsParkedIsAnIssueUntilNothingOfItIs() {
        shop.put(order, "AWAITING_SHIPMENT", TIME);
        shop.answers(error(200, OF_ANOTHER_SELLER, "order of another seller"));
        shop.tell(order, "AWAITING_SHIPMENT", TIME);

        await().until(() -> issue().path("kind").asText().equals("entity-parked"));
        assertThat(issue().path("why").asText()).contains("kind order", "code 21008111");
        JsonNode parked = story().path("open").path(0);
        assertThat(parked.path("why").asText())
                .startsWith(
                        "TikTok Shop refused to read it with code 21008111: the order or package belongs to another seller");
        assertThat(parked.path("mend").asText()).contains("/unpark");

        shop.answers(shop.fromBook());
        operator.change("/parked/hints/order/" + shop.id() + "/" + order + "/unpark", "");
        await().until(() -> issue().path("state").asText().equals("resolved"));
        await().until(() -> shop.revision(order) == 1);
    }

    @Test
    void aScopeThatIsMissingIsAnIssueAndExplainsWhyAnOrderWaits() {
        shop.put(order, "AWAITING_SHIPMENT", TIME);
        shop.answers(error(200, NO_SCOPE, "access denied"));
        shop.tell(order, "AWAITING_SHIPMENT", TIME);

        await().until(() -> issue().path("kind").asText().equals("api-refused"));
        assertThat(issue().path("code").asText()).isEqualTo("105005");
        assertThat(issue().path("mend").asText()).contains("scope");
        await().until(() -> !story().path("open").path(0).path("claimed").asBoolean());
        assertThat(story().path("open").path(0).path("why").asText()).contains("code 105005", "lacks the scope");
        assertThat(story().path("open").path(0).path("mend").asText())
                .contains("Partner Center", "The next look is at");

        shop.answers(shop.fromBook());
        database.sql("with held as (delete from hint_held where shop_id = :shop)"
                        + " update hint set due_at = clock_timestamp() where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        await().until(() -> issue().path("state").asText().equals("resolved"));
        assertThat(shop.revision(order)).isEqualTo(1);
    }

    @Test
    void itemsThatAnAnswerRefusesAreAnIssue() {
        String answer =
                "{\"orders\":[],\"errors\":[{\"code\":21011022,\"message\":\"m\",\"detail\":{\"order_id\":\"1\"}},"
                        + "{\"code\":21011022,\"message\":\"m\",\"detail\":{\"order_id\":\"2\"}}]}";
        shop.answers(ok(answer));
        shop.tell(order, "AWAITING_SHIPMENT", TIME);

        await().until(() -> issue().path("kind").asText().equals("items-refused"));
        assertThat(issue().path("subject").asText()).isEqualTo("get-order-detail");
        assertThat(issue().path("code").asText()).isEqualTo("21011022");
        shop.answers(shop.fromBook());
    }

    @Test
    void anEventThatCannotBeRoutedIsAnIssueUntilItIsUnparked() {
        database.sql("insert into issue_report (kind, subject) values ('event-parked', :type)")
                .param("type", subject)
                .update();

        await().until(() -> database.sql("select state from issue where kind = 'event-parked' and subject = :type")
                .param("type", subject)
                .query(String.class)
                .optional()
                .orElse("")
                .equals("resolved"));
    }

    @Test
    void aThousandReportsOfOneCauseAreOneIssueAndOneMessage() {
        database.sql("insert into issue_report (kind, shop_id, subject)"
                        + " select 'invoice-failed', :shop, :subject from generate_series(1, 1200)")
                .param("shop", shop.id())
                .param("subject", subject)
                .update();

        await().until(() -> issue().path("times").asInt() == 1200);
        await().until(() -> told().equals(List.of("open")));
        assertThat(operator.items("/issues?shop=" + shop.id())).hasSize(1);
    }

    @Test
    void messagesThatAReceiverRefusesAreAnIssueOfTheReceiver() {
        RECEIVERS.answer(order, (receiver, event, http) -> receiver.equals("order-management") ? 422 : 200);
        shop.move(order, "AWAITING_SHIPMENT", TIME);

        await().until(() -> operator.items("/issues?kind=message-parked&limit=500").stream()
                .filter(issue -> issue.path("subject").asText().equals("order-management/order.updated.v1"))
                .anyMatch(issue -> issue.path("state").asText().equals("open")));
    }

    @Test
    void parkedMessagesAreAnIssueUntilNoneOfTheirReceiverAndTypeIsParked() {
        database.sql(
                        "with parked as (insert into delivery_parked (receiver, entity_key, message_position, message_day, type,"
                                + " reason, attempts) values (:receiver, 1, 1, current_date, 'order.updated.v1', '', 0))"
                                + " insert into issue_report (kind, subject) values ('message-parked', :receiver || '/order.updated.v1')")
                .param("receiver", subject)
                .update();
        await().until(() -> parkedIssue().equals("open"));

        database.sql("delete from delivery_parked where receiver = :receiver")
                .param("receiver", subject)
                .update();
        await().until(() -> parkedIssue().equals("resolved"));
    }

    private String parkedIssue() {
        return database.sql("select state from issue where kind = 'message-parked' and subject = :subject")
                .param("subject", subject + "/order.updated.v1")
                .query(String.class)
                .optional()
                .orElse("");
    }

    private void invoice(String status, long time) {
        shop.post("{\"type\":36,\"tts_notification_id\":\"" + subject + "\",\"shop_id\":\"" + shop.id()
                + "\",\"timestamp\":"
                + time + ",\"data\":{\"package_id\":\"" + subject + "\",\"order_ids\":[],\"invoice_status\":\"" + status
                + "\",\"invalid_reason\":\"NOT_FOUND\"}}");
    }

    private void audit(int type, String field, String status, long time) {
        String value = field.equals("audit") ? "{\"status\":\"" + status + "\"}" : "\"" + status + "\"";
        shop.post(
                "{\"type\":" + type + ",\"tts_notification_id\":\"1\",\"shop_id\":\"" + shop.id() + "\",\"timestamp\":"
                        + time + ",\"data\":{\"product_id\":" + subject + ",\"" + field + "\":" + value
                        + ",\"update_time\":" + time
                        + "}}");
    }

    private JsonNode issue() {
        List<JsonNode> items = operator.items("/issues?shop=" + shop.id());
        return items.isEmpty() ? MissingNode.getInstance() : items.get(items.size() - 1);
    }

    private JsonNode story() {
        return operator.ask("/entities/order/" + shop.id() + "/" + order + "/story?from="
                + Instant.now().minusSeconds(3600));
    }

    private List<Received> messages() {
        return RECEIVERS.received("analytics", issue().path("issueId").asText()).stream()
                .filter(received -> received.type().equals("issue.updated.v1"))
                .toList();
    }

    /** The states that Analytics heard of, in order. */
    private List<String> told() {
        return messages().stream()
                .map(message -> message.event().at("/data/state").asText())
                .toList();
    }
}
