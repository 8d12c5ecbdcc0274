package io.creatorflow.tiktokshop.development;

import io.creatorflow.tiktokshop.settings.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What development sets and production has to be told. The command line and the environment win over it, but for the
 * database and the TikTok Shop: those are always the local ones, so that a demo never meets real data.
 */
final class DevelopmentSettings {

    /** The four systems, as a person would name them, in the order in which they are told about. */
    static final Map<String, String> RECEIVERS = receivers();

    /** The app's, in authorization links. */
    private static final String SERVICE_ID = "7400000000000000001";

    private final StandardEnvironment given;
    private final Map<String, String> keys;
    private final Path data;

    private DevelopmentSettings(StandardEnvironment given, Map<String, String> keys, Path data) {
        this.given = given;
        this.keys = keys;
        this.data = data;
    }

    static DevelopmentSettings of(String[] args, Path data) {
        StandardEnvironment given = new StandardEnvironment();
        given.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        List<String> receivers = List.copyOf(RECEIVERS.keySet());
        return new DevelopmentSettings(given, Keys.in(data.resolve("keys.properties"), receivers), data);
    }

    int integrationPort() {
        return port("server.port", 8080);
    }

    int sandboxPort() {
        return port("sandbox.port", 8090);
    }

    URI integration() {
        return URI.create("http://127.0.0.1:" + integrationPort());
    }

    URI sandbox() {
        return URI.create("http://127.0.0.1:" + sandboxPort());
    }

    String routes() {
        return given.getProperty("routes.dir", "routes");
    }

    Path log() {
        return data.resolve("integration.log");
    }

    boolean story() {
        return given.getProperty("development.story", Boolean.class, true);
    }

    /** Where a downstream's messages go instead of to its demo receiver, by name. */
    Map<String, String> elsewhere() {
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (String receiver : RECEIVERS.keySet()) {
            String url = given.getProperty("downstream." + receiver + ".url");
            if (url != null) {
                elsewhere.put(receiver, url);
            }
        }
        return elsewhere;
    }

    Map<String, Object> ofSandbox() {
        Map<String, Object> values = new HashMap<>();
        values.put("sandbox.port", sandboxPort());
        values.put("sandbox.app.key", key("tiktok-shop.app-key"));
        values.put("sandbox.app.secret", key("tiktok-shop.app-secret"));
        values.put("sandbox.webhooks.url", integration() + "/webhooks/tiktok-shop");
        values.put("sandbox.webhooks.any-address", true);
        values.put("sandbox.authorize.service-id", given.getProperty("tiktok-shop.service-id", SERVICE_ID));
        values.put("sandbox.authorize.redirect-url", integration() + "/authorization/callback");
        for (String receiver : RECEIVERS.keySet()) {
            String secret =
                    key("downstream." + receiver + ".secret").split(",")[0].strip();
            values.put("sandbox.receivers.secrets." + receiver, secret);
        }
        return values;
    }

    Map<String, Object> ofIntegration(String database, URI sandbox) {
        Map<String, Object> values = new HashMap<>(keys);
        values.put("outbound.private-networks", "127.0.0.0/8");
        values.put("camel.main.shutdown-timeout", "3");
        values.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        for (String receiver : RECEIVERS.keySet()) {
            values.put("downstream." + receiver + ".url", sandbox + "/receivers/" + receiver);
        }
        values.put("spring.datasource.url", database);
        values.put("spring.datasource.username", "postgres");
        values.put("spring.datasource.password", "postgres");
        values.put("tiktok-shop.api-url", sandbox.toString());
        values.put("tiktok-shop.auth-url", sandbox.toString());
        values.put("tiktok-shop.authorize-url", sandbox + "/open/authorize");
        values.put("tiktok-shop.authorize-us-url", sandbox + "/open/authorize");
        values.put("tiktok-shop.service-id", SERVICE_ID);
        values.put("integration.public-url", integration().toString());
        return values;
    }

    /** Everything goes to a file, only warnings to the terminal, where the story is told. */
    Map<String, Object> ofLogging() {
        return Map.of(
                "logging.file.name", log().toString(),
                "logging.threshold.console", "ERROR",
                "logging.level.io.zonky", "WARN");
    }

    /** Adds values to the integration: those it must have first, the others after the environment. */
    void addTo(ConfigurableApplicationContext context, Map<String, Object> values) {
        Map<String, Object> local = new HashMap<>(values);
        local.keySet().removeIf(name -> !name.startsWith("spring.datasource.") && !name.endsWith("-url"));
        var sources = context.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource("local", local));
        sources.addAfter(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new MapPropertySource("development", values));
    }

    private String key(String name) {
        return given.getProperty(name, keys.getOrDefault(name, ""));
    }

    private int port(String name, int otherwise) {
        String variable = name.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
        return FreePort.read(given.getProperty(name, ""), otherwise, variable);
    }

    private static Map<String, String> receivers() {
        Map<String, String> receivers = new LinkedHashMap<>();
        receivers.put("order-management", "Order Management");
        receivers.put("inventory-tracking", "Inventory Tracking");
        receivers.put("shipping-automation", "Shipping Automation");
        receivers.put("analytics", "Analytics");
        return java.util.Collections.unmodifiableMap(receivers);
    }
}
