package io.creatorflow.tiktokshop.monitoring;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alert rules and dashboards name only what a scrape of the running application has. */
@IntegrationTest
class MonitoringTest {

    private static final Path DOCKER = Path.of("docker");
    private static final Path RULES = DOCKER.resolve("prometheus/alerts.yaml");
    private static final Path DASHBOARDS = DOCKER.resolve("grafana/dashboards");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
    private static final YAMLMapper YAML = new YAMLMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    private Scrape scrape;

    @BeforeEach
    void scrapeWhileItWorks() throws Exception {
        String order = TestShop.newOrderId();
        TestShop shop = TestShop.connect(context);
        context.getBean(JdbcClient.class)
                .sql("insert into pull (stream, shop_id) values ('orders', :shop)")
                .param("shop", shop.id())
                .update();
        shop.move(order, "AWAITING_SHIPMENT", 1_760_000_000);
        assertThat(new WebhookSender(port).post("{}".getBytes(StandardCharsets.UTF_8), "0".repeat(64)))
                .isEqualTo(401);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            String text = scrape();
            scrape = new Scrape(text);
            return RECEIVERS.received(order).size() >= 6
                    && text.contains("pulls_lag_seconds{kind=\"orders\"")
                    && text.contains("deliveries_end_to_end_seconds_bucket{receiver=\"analytics\"");
        });
    }

    @Test
    void everyAlertWatchesFiguresThatAreThere() throws IOException {
        List<JsonNode> alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(alerts.stream().map(alert -> alert.path("alert").asText())).doesNotHaveDuplicates();
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(scrape.unknown(alert.path("expr").asText())).isEmpty();
            assertThat(alert.path("for").asText()).matches("\\d+[smh]");
            assertThat(alert.path("labels").path("severity").asText()).isIn("page", "ticket");
            assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(alert.path("annotations").path("description").asText()).isNotBlank();
        });
    }

    @Test
    void everyPanelShowsFiguresThatAreThere() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            List<JsonNode> panels = panels(dashboard);
            assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
            assertThat(panels).allSatisfy(panel -> {
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("prometheus");
            });
            panels.forEach(panel -> panel.path("targets")
                    .forEach(target -> expressions.add(target.path("expr").asText())));
            dashboard.path("templating").path("list").forEach(variable -> {
                MatchResult values = LABEL_VALUES
                        .matcher(variable.path("query").asText())
                        .results()
                        .findFirst()
                        .orElseThrow();
                expressions.add(values.group(1) + "{" + values.group(2) + "=~\".+\"}");
            });
        }
        assertThat(expressions)
                .hasSizeGreaterThan(20)
                .allSatisfy(expression -> assertThat(scrape.unknown(expression)).isEmpty());
    }

    @Test
    void whatIsMountedAndProvisionedExists() throws IOException {
        JsonNode compose = YAML.readTree(DOCKER.resolve("compose.yaml").toFile());
        List<String> mounts = new ArrayList<>();
        compose.path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> mounts.add(volume.asText())));
        assertThat(mounts.stream()
                        .filter(mount -> mount.startsWith("./"))
                        .map(mount -> DOCKER.resolve(mount.replaceFirst(":.*", ""))))
                .isNotEmpty()
                .allMatch(Files::exists);
        JsonNode prometheus =
                YAML.readTree(DOCKER.resolve("prometheus/prometheus.yaml").toFile());
        assertThat(prometheus.path("rule_files").path(0).asText())
                .endsWith(RULES.getFileName().toString());
        assertThat(prometheus
                        .path("scrape_configs")
                        .path(0)
                        .path("metrics_path")
                        .asText())
                .isEqualTo("/actuator/prometheus");
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(scrape.unknown("rate(ingress_anwsers_seconds_count[5m]) > 0"))
                .containsExactly(
                        "no metric ingress_anwsers_seconds_count: rate(ingress_anwsers_seconds_count[5m]) > 0");
        assertThat(scrape.unknown("sum by (reciever) (deliveries_waiting)")).hasSize(1);
        assertThat(scrape.unknown("deliveries_waiting{queue=\"analytics\"} > 1 and on (receiver) deliveries_held == 1"))
                .hasSize(1);
        assertThat(scrape.unknown("deliveries_waiting{receiver=\"analytcs\"}")).hasSize(1);
        assertThat(
                        scrape.unknown(
                                "histogram_quantile(0.99, sum by (le, receiver) "
                                        + "(rate(deliveries_end_to_end_seconds_bucket{type!=\"order.released.v1\"}[$__rate_interval])))"))
                .isEmpty();
        assertThatThrownBy(() -> scrape.unknown("sum(deliveries_waiting")).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> scrape.unknown("deliveries_waiting{receiver=\"a\""))
                .hasMessageContaining("not closed");
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        YAML.readTree(RULES.toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    private static List<JsonNode> dashboards() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            List<JsonNode> dashboards = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                dashboards.add(json.readTree(file.toFile()));
            }
            return dashboards;
        }
    }

    private static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    private String scrape() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
