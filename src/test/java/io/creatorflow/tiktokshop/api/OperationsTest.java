package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.api.Operation.ActsFor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

/** The operations against the published facts of their endpoints. */
class OperationsTest {

    /** What may be sent twice though it changes something: each sets a state, whatever it was before. */
    private static final Set<String> SET_A_STATE =
            Set.of("update-inventory", "update-price", "update-shop-webhook", "delete-shop-webhook");

    private static final Operations OPERATIONS = operations(new MockEnvironment());
    private static final JsonNode ENDPOINTS = endpoints();

    static Stream<Operation> published() {
        return OPERATIONS.all().stream().filter(operation -> !operation.tokenHost());
    }

    @ParameterizedTest
    @MethodSource("published")
    void itsScopeIsOneOfThePublishedOnes(Operation operation) {
        assertThat(texts(endpoint(operation).path("scopes"))).contains(operation.scope());
    }

    @ParameterizedTest
    @MethodSource("published")
    void itSendsAShopsCipherWhereOneIsTakenAndOnlyThere(Operation operation) {
        boolean refused = endpoint(operation).path("shop_cipher").asText().equals("not accepted");

        assertThat(operation.actsFor()).isEqualTo(refused ? ActsFor.SELLER : ActsFor.SHOP);
    }

    @ParameterizedTest
    @MethodSource("published")
    void itsVersionIsOneThatTheOfficialSdkUses(Operation operation) {
        assertThat(texts(endpoint(operation).path("versions_in_official_sdk")))
                .contains(operation.path().split("/")[2]);
    }

    @ParameterizedTest
    @MethodSource("published")
    void itsPageIsTheLargestThatIsPublished(Operation operation) {
        int largest = parameters(operation)
                .filter(parameter -> parameter.path("path").asText().equals("page_size"))
                .map(parameter -> parameter.path("range").asText())
                .mapToInt(range -> Integer.parseInt(range.replaceAll(".*-|]", "")))
                .findFirst()
                .orElse(0);

        assertThat(operation.pageSize()).isEqualTo(largest);
    }

    @ParameterizedTest
    @MethodSource("published")
    void itTakesAsManyIdsAsArePublished(Operation operation) {
        int inTheBody = parameters(operation)
                .filter(parameter -> Set.of("ids", "product_ids")
                        .contains(parameter.path("path").asText()))
                .mapToInt(parameter -> parameter.path("max_items").asInt())
                .findFirst()
                .orElse(0);

        assertThat(operation.idsPerCall()).isEqualTo(operation.path().contains("{") ? 1 : inTheBody);
    }

    @ParameterizedTest
    @MethodSource("published")
    void onlyWhatReadsOrSetsAStateIsRepeatable(Operation operation) {
        boolean reads = operation.method().equals("GET") || operation.path().matches(".*/(search|query)");

        assertThat(operation.repeatable()).isEqualTo(reads || SET_A_STATE.contains(operation.name()));
    }

    @ParameterizedTest
    @MethodSource("published")
    void itsPaceIsOfTheSuggestedOnesForItsSort(Operation operation) {
        boolean reads = operation.method().equals("GET") || operation.path().matches(".*/(search|query)");

        assertThat(operation.pace()).isBetween(reads ? 3 : 1, reads ? 20 : 3);
    }

    @ParameterizedTest
    @MethodSource("published")
    void theCodesOfAnEmptyAnswerArePublishedForIt(Operation operation) {
        assertThat(texts(endpoint(operation).path("error_codes")))
                .containsAll(operation.noneSuch().stream().map(String::valueOf).toList());
    }

    @Test
    void noTwoAreTheSameCall() {
        assertThat(published().map(operation -> operation.method() + withoutVersion(operation.path())))
                .doesNotHaveDuplicates();
        assertThat(OPERATIONS.named("get-product").noneSuch()).isNotEmpty();
    }

    @Test
    void aSettingGoesBeforeThePaceOfTheTable() {
        Operations slowed = operations(new MockEnvironment().withProperty("tiktok-shop.pace.get-order-detail", "7"));

        assertThat(slowed.named("get-order-detail").pace()).isEqualTo(7);
        assertThat(slowed.named("search-orders").pace())
                .isEqualTo(OPERATIONS.named("search-orders").pace());
        assertThat(slowed.named("get-token").pace()).isZero();
    }

    @Test
    void anExchangeOfACodeIsNeverRepeated() {
        assertThat(OPERATIONS.named("get-token").repeatable()).isFalse();
    }

    @Test
    void aPathTakesIdsOnly() {
        Operation operation = new Operation("x", "GET", "/a/{id}/b", ActsFor.SHOP, "", true, 0, 0, 0, List.of());
        assertThat(operation.pathWith(Map.of("id", "57_A-1"))).isEqualTo("/a/57_A-1/b");
        assertThatIllegalArgumentException().isThrownBy(() -> operation.pathWith(Map.of("id", "../secret")));
        assertThatIllegalArgumentException().isThrownBy(() -> operation.pathWith(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> OPERATIONS.named("no-such"));
    }

    private static Operations operations(MockEnvironment settings) {
        try {
            return new Operations(Path.of("routes"), settings);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode endpoints() {
        try (var file = OperationsTest.class.getResourceAsStream("/tiktok-shop/endpoints.json")) {
            return new ObjectMapper().readTree(file).path("endpoints");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode endpoint(Operation operation) {
        Optional<JsonNode> found = elements(ENDPOINTS)
                .filter(endpoint ->
                        withoutVersion(endpoint.path("path").asText()).equals(withoutVersion(operation.path()))
                                && endpoint.path("method").asText().equals(operation.method()))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError(operation.name() + " is no published endpoint"));
    }

    private static Stream<JsonNode> parameters(Operation operation) {
        JsonNode endpoint = endpoint(operation);
        return Stream.concat(elements(endpoint.path("query")), elements(endpoint.path("body")));
    }

    private static String withoutVersion(String path) {
        return path.replaceFirst("/\\d{6}/", "/");
    }

    private static List<String> texts(JsonNode list) {
        return elements(list).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
