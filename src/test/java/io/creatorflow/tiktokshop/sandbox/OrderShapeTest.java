package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders look as the endpoint's pages say: every field known, of the published type and value list. */
class OrderShapeTest {

    private static final JsonNode ENDPOINTS = resource("endpoints.json");
    private static TestSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static Stream<String> kinds() {
        return Stream.of("GB", "US")
                .flatMap(region -> Stream.of(true, false)
                        .flatMap(hold -> Stream.of("SELLER", "TIKTOK").map(type -> region + " " + hold + " " + type)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldOfEveryStatusIsPublishedAndOfItsType(String kind) {
        String[] parts = kind.split(" ");
        TestSandbox.Access shop = sandbox.access("{\"region\":\"" + parts[0] + "\"}");
        List<String> ids = placeOneInEachStatus(shop, Boolean.parseBoolean(parts[1]), parts[2]);

        JsonNode detail = TestSandbox.json(
                sandbox.api("GET", "/order/202507/orders", shop, Map.of("ids", String.join(",", ids)), ""));
        JsonNode search = TestSandbox.json(
                sandbox.api("POST", "/order/202309/orders/search", shop, Map.of("page_size", "100"), "{}"));

        assertThat(detail.at("/data/orders")).hasSize(ids.size());
        assertThat(search.at("/data/total_count").asInt()).isEqualTo(ids.size());
        assertThat(problems(detail, "/order/202507/orders")).isEmpty();
        assertThat(problems(search, "/order/202309/orders/search")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachStatusHasTheFieldsOfItsSample(JsonNode sample) {
        TestSandbox.Access shop = sandbox.access("{}");
        String id = play(
                shop,
                sample.get("status").asText(),
                sample.get("is_on_hold_order").asBoolean());

        JsonNode order = TestSandbox.json(sandbox.api("GET", "/order/202309/orders", shop, Map.of("ids", id), ""))
                .at("/data/orders/0");

        assertThat(order.get("status")).isEqualTo(sample.get("status"));
        assertThat(fields(order, "")).isEqualTo(fields(sample, ""));
    }

    /** The sample of CANCELLED is an order whose buyer asked while it waited for shipment. */
    private static String play(TestSandbox.Access shop, String status, boolean hold) {
        if (!status.equals("CANCELLED")) {
            return place(shop, hold, "SELLER", status);
        }
        String id = place(shop, hold, "SELLER", "AWAITING_SHIPMENT");
        sandbox.control("POST", "/orders/" + id + "/cancel-request", "");
        sandbox.control("POST", "/orders/" + id + "/cancel-answer", "");
        return id;
    }

    static Stream<JsonNode> samples() {
        List<JsonNode> orders = new ArrayList<>();
        resource("responses/order-detail-all-statuses.json").at("/data/orders").forEach(orders::add);
        return orders.stream();
    }

    private static List<String> placeOneInEachStatus(TestSandbox.Access shop, boolean hold, String type) {
        List<String> ids = new ArrayList<>();
        for (JsonNode sample : (Iterable<JsonNode>) samples()::iterator) {
            String status = sample.get("status").asText();
            if (hold || !status.equals("ON_HOLD")) {
                ids.add(place(shop, hold, type, status));
            }
        }
        return ids;
    }

    private static String place(TestSandbox.Access shop, boolean hold, String type, String status) {
        return sandbox.control(
                        "POST",
                        "/shops/" + shop.shopId() + "/orders",
                        "{\"items\":[{\"sellerSku\":\"MUG-BLUE\",\"units\":2}],\"onHold\":" + hold
                                + ",\"shippingType\":\"" + type + "\",\"status\":\"" + status + "\"}")
                .at("/orderIds/0")
                .asText();
    }

    private static Set<String> fields(JsonNode node, String path) {
        Set<String> fields = new TreeSet<>();
        if (node.isArray()) {
            node.forEach(element -> fields.addAll(fields(element, path + "[]")));
        }
        node.fields().forEachRemaining(field -> {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            fields.add(name);
            fields.addAll(fields(field.getValue(), name));
        });
        return fields;
    }

    static List<String> problems(JsonNode answer, String path) {
        Map<String, JsonNode> facts = new HashMap<>();
        for (JsonNode endpoint : ENDPOINTS.get("endpoints")) {
            if (endpoint.get("path").asText().equals(path)) {
                endpoint.get("response")
                        .forEach(fact -> facts.put(fact.get("path").asText(), fact));
            }
        }
        List<String> problems = new ArrayList<>();
        check(answer.get("data"), "data", facts, problems);
        return problems;
    }

    private static void check(JsonNode value, String path, Map<String, JsonNode> facts, List<String> problems) {
        JsonNode fact = facts.get(value.isArray() && value.path(0).isObject() ? path + "[]" : path);
        if (fact == null && !(value.isArray() && value.isEmpty())) {
            problems.add(path + " is not published");
            return;
        }
        if (fact != null) {
            checkType(value, path, fact, problems);
        }
        value.fields().forEachRemaining(field -> check(field.getValue(), path + "." + field.getKey(), facts, problems));
        if (value.isArray()) {
            value.forEach(element -> element.fields()
                    .forEachRemaining(
                            field -> check(field.getValue(), path + "[]." + field.getKey(), facts, problems)));
        }
    }

    private static void checkType(JsonNode value, String path, JsonNode fact, List<String> problems) {
        boolean fits = switch (fact.get("type").asText()) {
            case "string" -> value.isTextual();
            case "int" -> value.isIntegralNumber();
            case "bool" -> value.isBoolean();
            case "object" -> value.isObject();
            default -> value.isArray();
        };
        Set<String> values = new HashSet<>();
        fact.path("values").forEach(allowed -> values.add(allowed.asText()));
        Iterable<JsonNode> told = value.isArray() ? value : List.of(value);
        boolean known = values.isEmpty()
                || StreamSupport.stream(told.spliterator(), false).allMatch(word -> values.contains(word.asText()));
        if (!fits || !known) {
            problems.add(path + " is " + value + ", published as " + fact);
        }
    }

    static JsonNode resource(String name) {
        try (InputStream in = OrderShapeTest.class.getResourceAsStream("/tiktok-shop/" + name)) {
            return TestSandbox.JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
