package io.creatorflow.tiktokshop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StartFailure failure = new StartFailure(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aBadSettingIsToldInItsOwnWordsHoweverDeepItLies() {
        assertThat(line(new IllegalStateException(new RuntimeException(new BadSettingException("X is not set.")))))
                .isEqualTo("X is not set.");
    }

    @Test
    void aPortInUseIsToldWithItsVariable() {
        assertThat(line(new IllegalStateException(new PortInUseException(8080))))
                .contains("8080", "SERVER_PORT");
    }

    @Test
    void aDatabaseThatCannotBeUsedIsToldInOneLine() {
        assertThat(line(new IllegalStateException("x", new SQLException("password wrong\n  for user"))))
                .contains("password wrong for user", "SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void aDatabaseOfAnotherVersionIsToldWithTheMend() {
        FlywayValidateException changed = new FlywayValidateException(
                new ErrorDetails(CoreErrorCode.VALIDATE_ERROR, "checksum"), "Migrations have failed validation");

        assertThat(line(new IllegalStateException(changed))).contains("another version", "delete data/postgres");
    }

    @Test
    void anythingElseIsLeftToOthers() {
        assertThat(failure.reportException(new IllegalStateException("unheard of")))
                .isFalse();
        assertThat(printed.size()).isZero();
    }

    private String line(Throwable thrown) {
        assertThat(failure.reportException(thrown)).isTrue();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return text.strip();
    }
}
