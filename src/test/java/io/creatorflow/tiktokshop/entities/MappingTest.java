package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    private static final Mapping ORDERS = Mapping.load(Path.of("routes"), "order");
    private static final Path EXAMPLE =
            Path.of("src/test/resources/examples/order-status-change/partially-shipping/tiktok-order.json");

    @Test
    void aFileThatIsNoMappingIsRefusedWithFileAndLine(@TempDir Path routes) throws IOException {
        Files.createDirectory(routes.resolve("mappings"));
        Files.writeString(routes.resolve("mappings/order.jslt"), "{\n  \"orderId\": .id,\n  \"status\": ]\n}\n");

        assertThatThrownBy(() -> Mapping.load(routes, "order"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("order.jslt:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ \"a\": nonsense(.id) }", "{ \"a\": # }", "{ \"a\": \"b ", ""})
    void everyKindOfMistakeInAFileIsToldThatWay(String content, @TempDir Path routes) throws IOException {
        Files.createDirectory(routes.resolve("mappings"));
        Files.writeString(routes.resolve("mappings/order.jslt"), content);

        assertThatThrownBy(() -> Mapping.load(routes, "order"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("order.jslt");
    }

    @Test
    void aMissingFileIsTold(@TempDir Path routes) {
        assertThatThrownBy(() -> Mapping.load(routes, "order"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("order.jslt");
    }

    @Test
    void theSameFactsInAnotherOrderOfTheListsGiveTheSame() throws IOException {
        ObjectNode order = example();
        order.get("line_items").forEach(line -> made((ObjectNode) line));
        ObjectNode reversed = order.deepCopy();
        reversed.get("line_items").forEach(line -> {
            reverse((ArrayNode) line.get("item_tax"));
            reverse((ArrayNode) line.get("combined_listing_skus"));
        });
        reverse((ArrayNode) reversed.get("line_items"));
        reverse((ArrayNode) reversed.get("packages"));

        assertThat(reversed).isNotEqualTo(order);
        assertThat(ORDERS.map(reversed, "1").toString())
                .isEqualTo(ORDERS.map(order, "1").toString());
    }

    private static void made(ObjectNode line) {
        ArrayNode taxes = line.putArray("item_tax");
        taxes.addObject().put("tax_type", "SALES_TAX").put("tax_amount", "1.20");
        taxes.addObject().put("tax_type", "SALES_TAX").put("tax_amount", "0.30");
        taxes.addObject().put("tax_type", "GST").put("tax_amount", "0.10");
        taxes.addObject().put("tax_amount", "0.05");
        ArrayNode skus = line.putArray("combined_listing_skus");
        skus.addObject().put("sku_id", "1729600000000000012").put("sku_count", 2);
        skus.addObject().put("sku_id", "1729600000000000011").put("sku_count", 1);
    }

    @Test
    void aListThatIsLeftOutIsAsOneThatIsEmpty() throws IOException {
        ObjectNode without = example();
        without.remove("packages");
        without.get("line_items").forEach(line -> ((ObjectNode) line).remove("item_tax"));
        ObjectNode empty = example();
        empty.putArray("packages");

        assertThat(ORDERS.map(without, "1")).isEqualTo(ORDERS.map(empty, "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "update_time"})
    void withoutWhatIdentifiesItAnOrderIsPoison(String field) {
        assertThatThrownBy(() -> map(order -> order.remove(field)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(field + " is missing");
    }

    @Test
    void aUnitWithoutSkuIsPoison() {
        assertThatThrownBy(
                        () -> map(order -> ((ObjectNode) order.get("line_items").get(0)).put("sku_id", "")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("sku_id is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1759996450123", "-1", "1759996450.5", "yesterday"})
    void aTimeThatIsNoWholeSecondIsPoisonAndItsTextIsNotTold(String time) {
        assertThatThrownBy(() -> map(order -> order.put("paid_time", time)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("a time of the form")
                .hasMessageNotContaining(time);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_759_996_440, 1_759_996_441, 1_759_968_000})
    void aTimeIsToldAsAnInstantTellsItself(long seconds) throws IOException {
        assertThat(map(order -> order.put("paid_time", seconds)).path("paidAt").asText())
                .isEqualTo(Instant.ofEpochSecond(seconds).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,00", "1e999999999", "free"})
    void anAmountThatIsNoNumberIsPoisonAndItsTextIsNotTold(String amount) {
        assertThatThrownBy(() -> map(order -> ((ObjectNode) order.get("payment")).put("tax", amount)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("an amount of the form")
                .hasMessageNotContaining(amount);
    }

    @Test
    void anAmountWithoutCurrencyIsPoison() {
        assertThatThrownBy(() -> map(order -> ((ObjectNode) order.get("payment")).remove("currency")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("no currency");
    }

    @Test
    void aFailureInsideTheMappingTellsThePlaceAndNoValue() {
        assertThatThrownBy(() -> map(order -> order.withArray("/line_items/0/combined_listing_skus")
                        .addObject()
                        .put("sku_id", "1")
                        .put("sku_count", "secret")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("line ")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "0, GBP, 0.00",
        "0.00, GBP, 0.00",
        "14.990, GBP, 14.99",
        "-0.5, GBP, -0.50",
        "1.005, GBP, 1.005",
        "1E+3, VND, 1000",
        "1500.00, JPY, 1500",
        "10, XYZ, 10",
        "10.50, XYZ, 10.5"
    })
    void amountsHaveTheDecimalsOfTheirCurrencyAndAreNeverRounded(String amount, String currency, String expected)
            throws IOException {
        ObjectNode order = map(input ->
                ((ObjectNode) input.get("payment")).put("currency", currency).put("tax", amount));

        assertThat(order.path("payment").path("tax").path("amount").asText()).isEqualTo(expected);
    }

    private static ObjectNode map(Consumer<ObjectNode> change) throws IOException {
        ObjectNode order = example();
        change.accept(order);
        return ORDERS.map(order, "7495000000000000002");
    }

    private static ObjectNode example() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(EXAMPLE.toFile());
    }

    private static void reverse(ArrayNode list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            list.add(list.remove(i));
        }
    }
}
