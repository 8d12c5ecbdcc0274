package io.creatorflow.tiktokshop.issues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IssueTest {

    private static final Instant MET = Instant.parse("2025-10-09T08:53:20Z");

    @Test
    void thePublishedExampleIsWhatIsSaid() throws IOException {
        ObjectNode example = (ObjectNode) new ObjectMapper()
                .readTree(Path.of("src/test/resources/examples/issue/invoice-refused/expected/issue.json")
                        .toFile());
        example.remove("revision");

        ObjectNode said =
                issue(IssueKind.INVOICE_FAILED.word(), "7495000000000000002", "1153132168102612033", 0, "NOT_FOUND");

        assertThat(new ObjectMapper().readTree(said.toString()))
                .isEqualTo(new ObjectMapper().readTree(example.toString()));
    }

    @ParameterizedTest
    @EnumSource(IssueKind.class)
    void everyKindSaysWhyAndWhatToDoAndHasItsGauge(IssueKind kind) throws IOException {
        ObjectNode said = issue(kind.word(), Message.NO_SHOP, "", 105005, "");

        assertThat(said.path("why").asText()).endsWith(".").doesNotContain("..");
        assertThat(said.path("mend").asText()).endsWith(".");
        assertThat(said.has("shopId")).isFalse();
        assertThat(IssueKind.of(kind.word())).contains(kind);
        assertThat(Files.readString(Path.of("src/main/resources/db/migration/R__measure_queues.sql")))
                .contains("'" + kind.word() + "'");
        assertThat(Files.readString(Path.of("routes/schemas/issue.updated.v1.schema.json")))
                .contains('"' + kind.word() + '"');
    }

    @Test
    void aKindThatANewerReplicaHasReportedIsToldAllTheSame() {
        ObjectNode said = issue("weather", Message.NO_SHOP, "", 0, "");

        assertThat(said.path("why").asText()).contains("weather");
        assertThat(said.path("mend").asText()).isNotBlank();
    }

    private static ObjectNode issue(String kind, String shop, String subject, int code, String detail) {
        return new Issue(
                        42,
                        kind,
                        shop,
                        subject,
                        code,
                        detail,
                        "open",
                        2,
                        1,
                        MET,
                        MET.plusSeconds(100),
                        MET.plusSeconds(1),
                        null,
                        null)
                .json();
    }
}
