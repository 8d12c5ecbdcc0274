package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Walks through everything that the running application has mapped, by whomever. */
@IntegrationTest
class EveryPathTest {

    private static final String SHOP = "749000000000000042";
    private static final String ORDER = "577000000000000042";
    private static final String UNKNOWN = "ttsi_0123456789abcdef_" + "e".repeat(64);

    private record Mapped(String method, String pattern) {

        boolean isOfTheApi() {
            return pattern.startsWith(OperationsGate.FOLDER);
        }

        /** A path of this pattern. */
        String path(String shop) {
            return pattern.replace("{shop}", shop)
                    .replace("{order}", ORDER)
                    .replaceAll("\\{[^}]*}", "1")
                    .replace("**", "nothing");
        }

        String inTheApi(String shop) {
            return path(shop).substring(OperationsGate.FOLDER.length());
        }
    }

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private KnownKeys known;

    @Autowired
    private Doors doors;

    @Autowired
    private JdbcClient database;

    @Value("${access.public-paths}")
    private Set<String> open;

    @LocalServerPort
    private int port;

    private Operator operator;

    @BeforeEach
    void anOperator() {
        operator = new Operator(context);
    }

    @Test
    void onlyAShortListIsOpenAndAllOfItIsMapped() {
        assertThat(open)
                .isSubsetOf(mapped().map(Mapped::pattern).toList())
                .allMatch(path -> path.startsWith("/authoriz") || path.startsWith("/actuator/"))
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whatIsNeitherOpenNorOfTheApiIsNotFound() throws Exception {
        List<Mapped> others = mapped().filter(mapped -> !mapped.isOfTheApi() && !open.contains(mapped.pattern()))
                .filter(mapped -> !mapped.pattern().equals("/webhooks/tiktok-shop"))
                .toList();
        assertThat(others).extracting(Mapped::pattern).contains("/**");

        for (Mapped other : others) {
            assertThat(status(other.method(), other.path("1")))
                    .as(other.toString())
                    .isIn(404, 405);
        }
    }

    @Test
    void noPathOfTheApiAnswersWithoutAGoodKey() {
        KeyText wrong = KeyText.again(key(Set.of("admin"), null).id());
        KeyText expired = key(Set.of("admin"), null);
        change("update api_key set expires_at = created_at where id = :id", expired);
        KeyText revoked = key(Set.of("admin"), null);
        change("update api_key set revoked_at = created_at where id = :id", revoked);
        Map<String, String> bad = Map.of(
                "",
                "no-key",
                "admin",
                "no-key",
                UNKNOWN,
                "no-key",
                wrong.reveal(),
                "no-key",
                expired.reveal(),
                "key-expired",
                revoked.reveal(),
                "key-revoked");

        for (Mapped mapped : ofTheApi()) {
            bad.forEach((key, problem) -> refused(mapped, key, 401, problem));
        }
    }

    @Test
    void eachPathNeedsItsScopeAndSaysWhichIsMissing() {
        for (Scope scope : Scope.values()) {
            KeyText with = key(Set.of(scope.word()), null);
            EnumSet<Scope> others = EnumSet.complementOf(EnumSet.of(scope, Scope.ADMIN));
            KeyText without = key(Set.copyOf(others.stream().map(Scope::word).toList()), null);

            for (Mapped mapped : ofTheApi()) {
                if (doors.of(mapped.method(), mapped.pattern()).scope() == scope) {
                    Operator.Answer answer = refused(mapped, without.reveal(), 403, "scope-missing");
                    assertThat(answer.body().path("detail").asText())
                            .endsWith(" lacks the scope " + scope.word() + ".");
                    assertThat(call(mapped, with.reveal()).status())
                            .as(mapped.toString())
                            .isNotIn(401, 403);
                }
            }
        }
    }

    @Test
    void aKeyForSomeShopsOpensNothingOfAnotherShopAndNothingOfAll() {
        KeyText ours = key(Set.of("admin"), List.of(SHOP));
        KeyText another = key(Set.of("admin"), List.of("749000000000000043"));
        Set<String> ofAShop = new TreeSet<>();

        for (Mapped mapped : ofTheApi()) {
            if (doors.of(mapped.method(), mapped.pattern()).ofAShop()) {
                ofAShop.add(mapped.pattern());
                refused(mapped, another.reveal(), 403, "other-shop");
                assertThat(call(mapped, ours.reveal()).status())
                        .as(mapped.toString())
                        .isNotIn(401, 403);
            } else {
                refused(mapped, ours.reveal(), 403, "all-shops");
            }
        }
        assertThat(ofAShop).hasSizeGreaterThan(8);
    }

    @Test
    void aPathThatNoRouteGivesAScopeIsClosedForAll() {
        Door door = doors.of("GET", OperationsGate.FOLDER + "/nobody-knows");

        assertThat(door.scope()).isNull();
        assertThat(catchRefusal(door).type()).endsWith("no-scope");
    }

    private Problem catchRefusal(Door door) {
        ApiKey admin = keys.all().stream()
                .filter(key -> key.scopes().contains("admin"))
                .findFirst()
                .orElseThrow();
        try {
            door.check(admin, new org.springframework.mock.web.MockHttpServletRequest());
        } catch (OperationRefused e) {
            return e.problem();
        }
        throw new AssertionError("the door is open");
    }

    private Operator.Answer refused(Mapped mapped, String key, int status, String problem) {
        Operator.Answer answer = call(mapped, key);
        assertThat(answer.status()).as(mapped + " " + problem).isEqualTo(status);
        assertThat(answer.body().path("type").asText()).as(mapped.toString()).endsWith(":" + problem);
        return answer;
    }

    private Operator.Answer call(Mapped mapped, String key) {
        boolean named = mapped.pattern().contains("{shop}")
                || !doors.of(mapped.method(), mapped.pattern()).ofAShop();
        return operator.call(mapped.method(), mapped.inTheApi(SHOP) + (named ? "" : "?shop=" + SHOP), "", key);
    }

    private KeyText key(Set<String> scopes, @Nullable List<String> shops) {
        String name = "k-" + UUID.randomUUID().toString().substring(0, 18);
        KeyText key = keys.create(
                new KeyWanted(name, List.copyOf(scopes), shops, Instant.now().plus(Duration.ofHours(1))), "a test");
        known.changed();
        return key;
    }

    private void change(String sql, KeyText key) {
        assertThat(database.sql(sql).param("id", key.id()).update()).isEqualTo(1);
        known.changed();
    }

    private List<Mapped> ofTheApi() {
        List<Mapped> found = mapped().filter(Mapped::isOfTheApi).toList();
        assertThat(found)
                .hasSizeGreaterThan(25)
                .allSatisfy(mapped -> assertThat(
                                doors.of(mapped.method(), mapped.pattern()).scope())
                        .as(mapped + " names its scope")
                        .isNotNull());
        return found;
    }

    private Stream<Mapped> mapped() {
        return context.getBeansOfType(HandlerMapping.class).values().stream().flatMap(EveryPathTest::mapped);
    }

    private static Stream<Mapped> mapped(HandlerMapping mapping) {
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().keySet().stream().flatMap(EveryPathTest::mapped);
        } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
            return urls.getHandlerMap().keySet().stream().map(pattern -> new Mapped("GET", pattern));
        }
        return Stream.of();
    }

    private static Stream<Mapped> mapped(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods)
                        .stream().map(method -> new Mapped(method.name(), pattern)));
    }

    private int status(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
