package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecipientTest {

    @Example
    void aWholeAddressIsClear() {
        assertThat(Recipient.masked(address("Sam Sample", "+447700900123", "1 Example Street")))
                .isFalse();
    }

    @Example
    void oneAsteriskInAnAddressIsTheBuyersOwn() {
        assertThat(Recipient.masked(address("Sam Sample", "+447700900123", "Flat 3 * ring twice")))
                .isFalse();
    }

    @Example
    void hiddenOrMissingPartsMakeItMasked() {
        assertThat(Recipient.masked(null)).isTrue();
        assertThat(Recipient.masked(MissingNode.getInstance())).isTrue();
        assertThat(Recipient.masked(address("", "", ""))).isTrue();
        assertThat(Recipient.masked(address("S*", "+447700900123", "1 Example Street")))
                .isTrue();
        assertThat(Recipient.masked(address("Sam Sample", "+44***23", "1 Example Street")))
                .isTrue();
        assertThat(Recipient.masked(address("Sam Sample", "+447700900123", "1 E****** Street")))
                .isTrue();
        assertThat(Recipient.masked(address("Sam Sample", "+447700900123", " ")))
                .isTrue();
        assertThat(Recipient.masked(address("", "+447700900123", "1 Example Street")))
                .isTrue();
    }

    @Example
    void aMaskedRecipientNeverReplacesAClearOne() {
        JsonNode clear = recipient(false, 1, "Sam");
        JsonNode masked = recipient(true, 9, "S**");

        assertThat(Recipient.merge(clear, masked)).isEqualTo(clear);
        assertThat(Recipient.merge(masked, clear)).isEqualTo(clear);
    }

    @Example
    void ofTwoClearOnesTheNewerStands() {
        assertThat(Recipient.merge(recipient(false, 2, "New"), recipient(false, 1, "Old"))
                        .path("name")
                        .asText())
                .isEqualTo("New");
    }

    @Example
    void theFirstStandsAlone() {
        assertThat(Recipient.merge(null, recipient(true, 1, "S**")).path("name").asText())
                .isEqualTo("S**");
    }

    @Property(tries = 500)
    void anyOrderAndRepetitionOfArrivalEndsWithTheSame(
            @ForAll("recipients") List<JsonNode> facts, @ForAll Random random) {
        JsonNode inOrder = merged(facts);
        List<JsonNode> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, facts.size() / 2));
        Collections.shuffle(shuffled, random);

        assertThat(merged(shuffled)).isEqualTo(inOrder);
        assertThat(inOrder.path("masked").asBoolean())
                .isEqualTo(facts.stream().allMatch(fact -> fact.path("masked").asBoolean()));
    }

    @Provide
    Arbitrary<List<JsonNode>> recipients() {
        Arbitrary<JsonNode> one = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of("A", "B", "C"))
                .as(RecipientTest::recipient);
        return one.list().ofMinSize(1).ofMaxSize(8);
    }

    private static JsonNode merged(List<JsonNode> facts) {
        JsonNode kept = MissingNode.getInstance();
        for (JsonNode fact : facts) {
            kept = Recipient.merge(kept, fact);
        }
        return kept;
    }

    private static JsonNode recipient(boolean masked, int second, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("masked", masked)
                .put("asOf", "2025-10-09T08:00:0" + second + "Z")
                .put("name", name);
    }

    private static ObjectNode address(String name, String phone, String line) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("phone_number", phone)
                .put("address_line1", line);
    }
}
