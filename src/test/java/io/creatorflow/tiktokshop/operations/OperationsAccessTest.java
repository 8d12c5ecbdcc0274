package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class OperationsAccessTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CamelContext camel;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/nothing",
                "/openapi.json",
                "//queues",
                "/%71ueues",
                "/queues/",
                "/;x=1/queues",
                "/../operations/queues"
            })
    void noOtherPathOfTheFolderAnswersWithoutAKey(String path) {
        assertThat(new Operator(context).call("GET", path, "", "").status()).isEqualTo(401);
    }

    @Test
    void theDescriptionTellsEveryMappedPathWithItsScope() {
        var described = new TreeSet<String>();
        new Operator(context)
                .ask("/openapi.json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    assertThat(verb.getValue().at("/security/0/key/0").asText())
                            .as(path.getKey())
                            .isIn("read", "orders", "products", "inventory", "admin");
                    described.add(verb.getKey().toUpperCase(Locale.ROOT) + " "
                            + path.getKey().replace(OperationsGate.FOLDER, ""));
                }));

        assertThat(described)
                .isEqualTo(camel.getRestRegistry().listAllRestServices().stream()
                        .map(service -> method(service) + " " + path(service))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whatIsNoCallOfThisApiIsRefused() {
        Operator operator = new Operator(context);

        assertThat(operator.get("/log?OPERATOR=somebody").status()).isEqualTo(400);
        assertThat(operator.post("/replays", "{\"a\":\"" + "x".repeat(20_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(operator.get("/log?limit=0").body().path("detail").asText()).isEqualTo("limit is 0.");
        assertThat(operator.get("/log?after=x").status()).isEqualTo(400);
        assertThat(operator.get("/inbox?from=yesterday").body().path("mend").asText())
                .contains("RFC 3339");
        assertThat(operator.get("/entities/order/1/1?SHOP=2")
                        .body()
                        .path("mend")
                        .asText())
                .isEqualTo("Give it in the path only.");
    }

    @Test
    void aKeyThatIsSentWithMoreThanItselfIsNone() {
        Operator operator = new Operator(context);

        for (String key : List.of("tester:" + TestEnvironment.OPERATIONS_KEY, TestEnvironment.OPERATIONS_KEY + "0")) {
            Operator.Answer answer = operator.call("GET", "/queues", "", key);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).isEqualTo(OperationsAnswer.PROBLEM);
            assertThat(answer.body().path("mend").asText()).contains("Bearer");
        }
    }

    private static String method(RestRegistry.RestService service) {
        return service.getMethod().toUpperCase(Locale.ROOT);
    }

    private static String path(RestRegistry.RestService service) {
        return service.getUriTemplate() == null ? "" : service.getUriTemplate();
    }
}
