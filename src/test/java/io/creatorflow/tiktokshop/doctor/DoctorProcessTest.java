package io.creatorflow.tiktokshop.doctor;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.TikTokShopIntegration;
import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command as a process of its own, beside an integration that runs on the same database. */
@IntegrationTest
class DoctorProcessTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Environment settings;

    @Autowired
    private JdbcClient database;

    @TempDir
    private Path folder;

    @Test
    void itExaminesBesideARunningIntegrationAndEndsWithTwoWhenSomethingHasToBeMended() throws Exception {
        ConnectedShop shop = ConnectedShop.make(context);
        TestEnvironment.TIKTOK_SHOP.script(shop.accessToken(), error(400, 106001, "sign invalid"));
        long replicas = replicas();
        Path output = folder.resolve("output");

        Process doctor = new ProcessBuilder(command(shop))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        JsonNode findings = new ObjectMapper().readTree(Files.readString(output));
        assertThat(doctor.exitValue()).as(findings.toString()).isEqualTo(2);
        assertThat(findings.findValuesAsText("about"))
                .contains("database", "clock", "shop " + shop.id(), "downstream analytics");
        for (JsonNode finding : findings) {
            boolean ofTheShop = finding.path("about").asText().startsWith("shop");
            assertThat(ofTheShop || finding.path("ok").asBoolean())
                    .as(finding.toString())
                    .isTrue();
        }
        assertThat(findings.toString())
                .contains("106001")
                .doesNotContain(TestEnvironment.APP_SECRET, ReceiversStub.SECRET, shop.accessToken(), shop.cipher());
        assertThat(replicas()).as("it took no lease").isEqualTo(replicas);
    }

    private List<String> command(ConnectedShop shop) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TikTokShopIntegration.class.getName(),
                "doctor",
                "--json",
                "--doctor.shops=" + shop.id()));
        for (String name : List.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "tiktok-shop.app-key",
                "tiktok-shop.api-url",
                "tiktok-shop.auth-url",
                "outbound.private-networks",
                "integration.public-url")) {
            command.add("--" + name + "=" + settings.getProperty(name));
        }
        command.add("--tiktok-shop.token-key=s0JmcQ5m8xw3P1k9ZrT6uVbN2yHf4LdXe7AoGiKqCWE=");
        command.add("--tiktok-shop.token-key-previous=" + TestEnvironment.TOKEN_KEY);
        command.add("--tiktok-shop.app-secret=f0e1d2c3b4a5968778695a4b3c2d1e0f");
        for (String receiver : ReceiversStub.NAMES) {
            command.add("--downstream." + receiver + ".url=" + TestEnvironment.RECEIVERS.url(receiver));
            command.add("--downstream." + receiver + ".secret=" + ReceiversStub.SECRET);
        }
        return command;
    }

    private long replicas() {
        return database.sql("select count(*) from replica").query(Long.class).single();
    }
}
