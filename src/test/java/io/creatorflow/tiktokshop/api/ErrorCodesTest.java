package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What we say about the codes, against the published ones. */
class ErrorCodesTest {

    /** What may become of a published class of ours. */
    private static final Map<String, Set<ErrorClass>> OURS = Map.of(
            "ok", Set.of(ErrorClass.OK),
            "retry", Set.of(ErrorClass.RETRY),
            "limit", Set.of(ErrorClass.WAIT),
            "fix", Set.of(ErrorClass.FIX),
            "config", Set.of(ErrorClass.SET_UP),
            "state", Set.of(ErrorClass.REFUSED, ErrorClass.DONE),
            "auth", Set.of(ErrorClass.REFRESH, ErrorClass.REAUTHORIZE, ErrorClass.NOT_ALLOWED));

    private final Map<Integer, JsonNode> published = published();

    @Test
    void everyPublishedCodeHasItsClassAndNoOtherIsMadeUp() {
        assertThat(published).hasSize(275);
        assertThat(new TreeSet<>(ErrorCodes.all().keySet())).isEqualTo(published.keySet());
        published.forEach((code, facts) -> assertThat(entry(code).errorClass())
                .as("%d", code)
                .isIn(OURS.get(facts.path("class").asText())));
    }

    @Test
    void everyCodeHasAClauseAndWholeSentencesOnWhatToDo() {
        ErrorCodes.all().forEach((code, entry) -> {
            assertThat(entry.meaning()).as("%d", code).hasSizeGreaterThan(12).matches("(\\p{Ll}|TikTok).*[^. ]");
            assertThat(entry.mend()).as("%d", code).matches("\\p{Lu}.*\\.").doesNotContain(entry.meaning());
        });
    }

    @Test
    void twoCausesNeverShareOneClause() {
        Map<String, Set<String>> causes = ErrorCodes.all().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getValue().meaning(),
                        Collectors.mapping(
                                entry -> published
                                        .get(entry.getKey())
                                        .path("meaning")
                                        .asText(),
                                Collectors.toSet())));

        assertThat(causes)
                .allSatisfy(
                        (clause, meanings) -> assertThat(meanings).as(clause).hasSize(1));
    }

    @Test
    void whatIsNotTriedAgainNeverSaysThatItIs() {
        Set<ErrorClass> byItself = Set.of(ErrorClass.OK, ErrorClass.RETRY, ErrorClass.WAIT, ErrorClass.REFRESH);

        ErrorCodes.all().forEach((code, entry) -> {
            if (!byItself.contains(entry.errorClass())) {
                assertThat(entry.mend()).as("%d", code).doesNotContain("again by itself");
            } else {
                assertThat(entry.mend()).as("%d", code).startsWith("Nothing");
            }
        });
    }

    @Test
    void whatIsDoneAlreadyOrOverForTheSellerIsKnownAsSuch() {
        assertThat(Set.of(21011020, 21011040, 21008099, 11006021))
                .allMatch(code -> entry(code).errorClass() == ErrorClass.DONE);
        assertThat(ErrorCodes.ENDS_AUTHORIZATION).allMatch(code -> entry(code).errorClass() == ErrorClass.REAUTHORIZE);
        assertThat(entry(105005).errorClass()).isEqualTo(ErrorClass.REAUTHORIZE);
        assertThat(entry(105002).errorClass()).isEqualTo(ErrorClass.REFRESH);
    }

    @Test
    void aCodeThatIsNotPublishedIsExplainedAsSuch() {
        assertThat(ErrorCodes.meaning(1)).isEqualTo("not a published code");
        assertThat(ErrorCodes.mend(1)).contains("request_id");
    }

    private static ErrorCodes.Entry entry(int code) {
        return ErrorCodes.all().get(code);
    }

    private static Map<Integer, JsonNode> published() {
        Map<Integer, JsonNode> published = new TreeMap<>();
        try (var file = ErrorCodesTest.class.getResourceAsStream("/tiktok-shop/error-codes.json")) {
            JsonNode codes = new ObjectMapper().readTree(file);
            codes.path("common").forEach(code -> published.put(code.path("code").asInt(), code));
            codes.path("endpoint_codes")
                    .forEach(code -> published.put(code.path("code").asInt(), code));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return published;
    }
}
