package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorDocsTest {

    private static final Path PAGE = Path.of("docs/01-specifications/errors.md");

    @Test
    void thePageAboutErrorsIsTheOneOfTheCodes() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("stale: run this test with -Dupdate-docs=true")
                .isEqualTo(page);
    }

    private static String page() {
        return """
                # What TikTok Shop's errors mean

                Written from [error-codes.properties](../../src/main/resources/io/creatorflow/tiktokshop/api/error-codes.properties). \
                An answer is judged by its code; its HTTP status counts only
                where it has none, or one that is not published.

                | Class | What the integration does |
                |---|---|
                %s
                ## 36009004, one code with many causes

                The text of the answer tells which; the first word that it has decides.

                | The text names | Class | It means | What to do |
                |---|---|---|---|
                %s
                ## All codes

                | Code | Class | It means | What to do |
                |---|---|---|---|
                %s""".formatted(classes(), causes(), codes());
    }

    private static String classes() {
        return Arrays.stream(ErrorClass.values())
                .map(sort -> "| " + sort.word() + " | " + sort.effect() + " |\n")
                .collect(Collectors.joining());
    }

    private static String causes() {
        return Arrays.stream(BadRequestCause.values())
                .map(cause -> "| " + (cause.sign().isEmpty() ? "none of these" : "`" + cause.sign() + "`")
                        + row(cause.entry()))
                .collect(Collectors.joining());
    }

    private static String codes() {
        return new TreeMap<>(ErrorCodes.all())
                .entrySet().stream()
                        .map(entry -> "| " + entry.getKey() + row(entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(ErrorCodes.Entry entry) {
        String meaning = entry.meaning();
        return " | " + entry.errorClass().word() + " | " + Character.toUpperCase(meaning.charAt(0))
                + meaning.substring(1) + ". | " + entry.mend() + " |\n";
    }
}
