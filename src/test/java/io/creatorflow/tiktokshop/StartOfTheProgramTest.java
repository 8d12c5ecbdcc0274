package io.creatorflow.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who starts the program, as a process of its own, with something wrong. */
class StartOfTheProgramTest {

    private static final String KEY = "s0JmcQ5m8xw3P1k9ZrT6uVbN2yHf4LdXe7AoGiKqCWE=";

    private final Path folder;

    StartOfTheProgramTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutSettingsItNamesTheFirstThatIsMissing() throws Exception {
        assertThat(refusal(Map.of("ROUTES_DIR", routes()))).startsWith("SPRING_DATASOURCE_URL is not set: set it to");
    }

    @Test
    void withoutTheRoutesFolderItSaysWhereItLooked() throws Exception {
        assertThat(refusal(Map.of())).contains(folder.resolve("routes").toString(), "ROUTES_DIR");
    }

    @Test
    void aSecretThatIsASampleIsRefused() throws Exception {
        Map<String, String> settings = settings();
        settings.put("TIKTOK_SHOP_APP_SECRET", "changeme");

        assertThat(refusal(settings)).startsWith("TIKTOK_SHOP_APP_SECRET is a sample or too short");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, String> settings = settings();
            settings.put("SERVER_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(refusal(settings))
                    .startsWith("Port " + taken.getLocalPort() + " is in use")
                    .contains("SERVER_PORT");
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() throws Exception {
        assertThat(refusal(settings())).contains("SPRING_DATASOURCE_URL", "cannot be used");
    }

    @Test
    void aWordThatMeansNothingIsTold() throws Exception {
        assertThat(refusal(Map.of(), "sandpit")).startsWith("'sandpit' is nothing to start: say sandbox");
    }

    @Test
    void aKeyThatCannotBeMadeIsToldInOneLine() throws Exception {
        assertThat(refusal(settings(), "create-key", "--name=ann")).startsWith("scopes is missing.");
        assertThat(refusal(settings(), "create-key", "--name=ann", "--scopes=read"))
                .startsWith("The database of SPRING_DATASOURCE_URL cannot be used");
        assertThat(refusal(Map.of(), "create-key", "--name=ann", "--scopes=read"))
                .startsWith("The database of SPRING_DATASOURCE_URL cannot be used");
    }

    @Test
    void tokensThatCannotBeReencryptedForWantOfADatabaseAreToldWithTheMend() throws Exception {
        assertThat(refusal(settings(), "reencrypt-tokens")).contains("SPRING_DATASOURCE_URL", "cannot be used");
    }

    private String refusal(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                TikTokShopIntegration.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output).isEmptyFile();
        List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("ROUTES_DIR", routes());
        settings.put("SERVER_PORT", "0");
        settings.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/integration");
        settings.put("TIKTOK_SHOP_APP_KEY", "6abcdef");
        settings.put("TIKTOK_SHOP_APP_SECRET", "f0e1d2c3b4a5968778695a4b3c2d1e0f");
        settings.put("TIKTOK_SHOP_TOKEN_KEY", KEY);
        for (String downstream :
                List.of("ORDER_MANAGEMENT", "INVENTORY_TRACKING", "ANALYTICS", "SHIPPING_AUTOMATION")) {
            settings.put("DOWNSTREAM_" + downstream + "_URL", "http://127.0.0.1:9/messages");
            settings.put("DOWNSTREAM_" + downstream + "_SECRET", "whsec_" + KEY);
        }
        return settings;
    }

    private static String routes() {
        return Path.of("routes").toAbsolutePath().toString();
    }
}
