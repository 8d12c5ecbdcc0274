package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.MessageDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MessageDocsTest {

    private static final Path PAGE = Path.of("docs/01-specifications/messages.md");

    @Test
    void thePageAboutMessagesIsTheOneOfTheSchemas() throws IOException {
        String page = MessageDocs.page();
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("stale: run this test with -Dupdate-docs=true")
                .isEqualTo(page);
    }
}
