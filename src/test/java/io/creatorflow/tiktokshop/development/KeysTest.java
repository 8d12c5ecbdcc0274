package io.creatorflow.tiktokshop.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    private final Path folder;

    KeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void keysAreMadeOnceAndKept() {
        Path file = folder.resolve("data/keys.properties");

        Map<String, String> first = Keys.in(file, List.of("analytics"));

        assertThat(Base64.getDecoder().decode(first.get("tiktok-shop.token-key")))
                .hasSize(32);
        assertThat(Keys.in(file, List.of("analytics"))).isEqualTo(first);
    }

    @Test
    void aKeyThatIsMissingIsAddedAndTheOthersStay() throws Exception {
        Path file = folder.resolve("keys.properties");
        Files.writeString(file, "tiktok-shop.app-key=mine\n");

        Map<String, String> keys = Keys.in(file, List.of("analytics"));

        assertThat(keys).containsEntry("tiktok-shop.app-key", "mine").containsKey("downstream.analytics.secret");
    }

    @Test
    void twoCheckoutsHaveDifferentKeys() {
        assertThat(Keys.in(folder.resolve("one"), List.of("analytics")))
                .isNotEqualTo(Keys.in(folder.resolve("other"), List.of("analytics")));
    }
}
