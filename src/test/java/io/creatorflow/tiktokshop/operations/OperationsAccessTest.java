package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.settings.BadSettingException;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@IntegrationTest
class OperationsAccessTest {

    private static final String OTHER_KEY = "zQ8v3Nn5Xk1Ra7Wd2Ls9Pf4Jg6Tb0Hyc";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CamelContext camel;

    @Test
    void noMappedPathAnswersWithoutAKey() {
        Operator operator = new Operator(context);
        List<RestRegistry.RestService> mapped = camel.getRestRegistry().listAllRestServices();
        assertThat(mapped).hasSizeGreaterThan(15);

        for (RestRegistry.RestService service : mapped) {
            String path = path(service).replaceAll("\\{[^}]*}", "1");
            for (String key : List.of("", OTHER_KEY, "tester:" + TestEnvironment.OPERATIONS_KEY)) {
                Operator.Answer answer = operator.call(method(service), path, "", key);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.type()).isEqualTo(OperationsAnswer.PROBLEM);
                assertThat(answer.body().path("mend").asText()).contains("Bearer");
            }
        }
    }

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
    void theDescriptionTellsEveryMappedPath() {
        var described = new TreeSet<String>();
        new Operator(context)
                .ask("/openapi.json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replace(OperationsGate.FOLDER, ""))));

        assertThat(described)
                .isEqualTo(camel.getRestRegistry().listAllRestServices().stream()
                        .map(service -> method(service) + " " + path(service))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void withoutKeysTheAnswerNamesTheVariable() throws Exception {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        MockHttpServletRequest call = new MockHttpServletRequest("GET", OperationsGate.FOLDER + "/queues");
        call.addHeader("Authorization", "Bearer ");

        new OperationsGate(new OperationsKeys(""), new ObjectMapper()).doFilter(call, answer, chain);

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).contains("OPERATIONS_KEYS");
        assertThat(chain.getRequest()).isNull();
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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kF3s9Qx2Lm7Vt0Bz5Rj8Wy1Hc4Nd6Pgu",
                "tester:short",
                "tester:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "tester:changeme-kF3s9Qx2Lm7Vt0Bz5Rj8Wy1Hc4Nd6Pgu",
                "tester:0123456789abcdef0123456789abcdef"
            })
    void aKeyThatIsShortOrASampleOrWithoutANameIsRefusedAtTheStart(String keys) {
        assertThatThrownBy(() -> new OperationsKeys(keys))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("OPERATIONS_KEYS")
                .hasMessageNotContaining("kF3s9");
    }

    @Test
    void eachKeyHasItsOwner() {
        OperationsKeys keys = new OperationsKeys("ann:" + OTHER_KEY + ", tester:" + TestEnvironment.OPERATIONS_KEY);

        assertThat(Stream.of(OTHER_KEY, TestEnvironment.OPERATIONS_KEY, "").map(keys::operator))
                .map(owner -> owner.orElse("nobody"))
                .containsExactly("ann", "tester", "nobody");
    }

    private static String method(RestRegistry.RestService service) {
        return service.getMethod().toUpperCase(Locale.ROOT);
    }

    private static String path(RestRegistry.RestService service) {
        return service.getUriTemplate() == null ? "" : service.getUriTemplate();
    }
}
