package io.creatorflow.tiktokshop.development;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.creatorflow.tiktokshop.settings.BadSettingException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyRunTest {

    private final Path folder;

    OnlyRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSecondRunIsRefusedUntilTheFirstEnds() throws Exception {
        try (OnlyRun first = OnlyRun.in(folder)) {
            assertThatExceptionOfType(BadSettingException.class)
                    .isThrownBy(() -> OnlyRun.in(folder))
                    .withMessageContaining("stop it first");
            assertThatCode(() -> OnlyRun.in(folder.resolve("another")).close()).doesNotThrowAnyException();
            first.close();
            assertThatCode(() -> OnlyRun.in(folder).close()).doesNotThrowAnyException();
        }
    }
}
