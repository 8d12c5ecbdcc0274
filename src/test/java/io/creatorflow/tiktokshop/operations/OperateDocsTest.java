package io.creatorflow.tiktokshop.operations;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Runs the commands of the operator's page one after the other, as a person would, about an order that was refused. */
@IntegrationTest
class OperateDocsTest {

    private static final Pattern COMMAND = Pattern.compile(
            "^curl( -X (\\S+))? -H \"\\$AUTH\"( -H '[^']*' -d (\\S+))? \"\\$API([^\"]*)\"$", Pattern.MULTILINE);

    @Autowired
    private ApplicationContext context;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void everyCommandOfThePageWorks() throws Exception {
        String page = Files.readString(Path.of("docs/02-implementation/operate.md"));
        List<MatchResult> commands = COMMAND.matcher(page).results().toList();
        assertThat(commands).hasSize((int)
                page.lines().filter(line -> line.startsWith("curl")).count());
        refuseAnOrder();

        for (MatchResult command : commands) {
            String method = command.group(2) == null ? "GET" : command.group(2);
            String body = command.group(4) == null ? "" : filled(unquoted(command.group(4)));
            Operator.Answer answer =
                    new Operator(context).call(method, filled(command.group(5)), body, TestEnvironment.OPERATIONS_KEY);
            assertThat(answer.status()).as(command.group() + answer.body()).isEqualTo(200);
            remember(answer.body());
        }
        await().until(() ->
                RECEIVERS.received("order-management", variables.get("ORDER")).size() >= 2);
    }

    private void refuseAnOrder() {
        TestShop shop = TestShop.connect(context);
        shop.answers((request, exchange) -> (request.path().endsWith("/search")
                        ? TikTokShopStub.error(500, 36009003, "later")
                        : shop.fromBook())
                .to(request, exchange));
        String order = TestShop.newOrderId();
        AtomicInteger calls = new AtomicInteger();
        RECEIVERS.answer(
                order,
                (receiver, event, http) ->
                        receiver.equals("order-management") && calls.getAndIncrement() == 0 ? 422 : 200);
        shop.move(order, "AWAITING_SHIPMENT", 1_760_000_000);
        await().until(() ->
                !new Operator(context).items("/parked/messages?entity=" + order).isEmpty());
        shop.post("{\"type\":36,\"tts_notification_id\":\"1\",\"shop_id\":\"" + shop.id()
                + "\",\"timestamp\":1760000000,\"data\":{\"package_id\":\"1\",\"invoice_status\":\"INVALID\"}}");
        await().until(() ->
                !new Operator(context).items("/issues?shop=" + shop.id()).isEmpty());
        variables.put("SHOP", shop.id());
        variables.put("ORDER", order);
        variables.put("NAME", "docs-" + UUID.randomUUID().toString().substring(0, 13));
        variables.put("NEXTYEAR", LocalDate.now(ZoneOffset.UTC).plusYears(1).toString());
        variables.put("APPSECRET", UUID.randomUUID().toString());
        variables.put("YESTERDAY", LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
    }

    private void remember(JsonNode answer) {
        JsonNode first = answer.path("items").path(0);
        if (first.has("position") && first.has("receiver")) {
            variables.put("POSITION", first.path("position").asText());
        }
        if (first.has("issueId")) {
            variables.put("ISSUE", first.path("issueId").asText());
        }
        if (first.has("windowsLeft")) {
            variables.put("BACKFILL", first.path("id").asText());
        }
        if (answer.has("key") && answer.has("id")) {
            variables.put("ID", answer.path("id").asText());
        }
        if (answer.path("state").asText().equals("running") && answer.has("id")) {
            variables.put("REPLAY", answer.path("id").asText());
        }
    }

    /** As a shell joins what stands in quotes with what stands between, where it fills in names. */
    private static String unquoted(String words) {
        List<String> parts = List.of(words.split("'", -1));
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).matches(".*\\$[A-Z].*"))
                    .as(words)
                    .isEqualTo(i % 2 == 0 && !parts.get(i).isEmpty());
        }
        return String.join("", parts);
    }

    private String filled(String text) {
        String filled = Pattern.compile("\\$([A-Z]+)")
                .matcher(text)
                .replaceAll(match -> String.valueOf(variables.get(match.group(1))));
        assertThat(filled).doesNotContain("null");
        return filled;
    }
}
