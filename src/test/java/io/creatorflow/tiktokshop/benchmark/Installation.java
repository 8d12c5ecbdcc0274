package io.creatorflow.tiktokshop.benchmark;

import io.creatorflow.tiktokshop.development.EmbeddedDatabase;
import io.creatorflow.tiktokshop.support.SellerBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Everything that runs, each in a process of its own on 127.0.0.1: PostgreSQL, sandbox with receivers, both systems. */
final class Installation implements AutoCloseable {

    /**
     * The stand-ins keep what they got. In a heap that grew, or whose pages were touched first by a collection, collections took up to 0.3 s, one each ten
     * seconds at an even pace: that was told as the latency of the system. Now one is due each 50 s at that pace, and one is had
     * before each row of latencies, as a single one of 0.2 s in the 20 s of a row is its p99.
     */
    private static final List<String> SANDBOX_JVM =
            List.of("-Xms3g", "-Xmx3g", "-Xmn2g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    /** What the integration is recommended to run with, and the reference runs with too. */
    static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:SurvivorRatio=3");

    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private final Path folder;
    private final Path jar;
    private final Secrets secrets = Secrets.random();
    private final EmbeddedDatabase database;
    private final long databasePid;
    private final int sandboxPort = freePort();
    private final int integrationPort = freePort();
    private final int referencePort = freePort();
    private final List<ChildProcess> running = new ArrayList<>();
    private final SandboxControl sandbox = new SandboxControl(sandboxPort);
    private final List<String> shops = new ArrayList<>();
    private ChildProcess sandboxProcess;
    private ChildProcess integration;
    private ChildProcess reference;

    Installation(Path folder, Path jar) throws InterruptedException {
        this.folder = folder;
        this.jar = jar;
        try {
            Files.createDirectories(folder);
            database = EmbeddedDatabase.startEmpty(folder.resolve("database"));
            databasePid = Long.parseLong(Files.readAllLines(folder.resolve("database/postmaster.pid"))
                    .get(0));
            sql("postgres", "create database integration", "create database reference");
            sandboxProcess = startSandbox();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SandboxControl sandbox() {
        return sandbox;
    }

    SignedWebhooks webhooks() {
        return new SignedWebhooks(secrets);
    }

    int integrationPort() {
        return integrationPort;
    }

    int referencePort() {
        return referencePort;
    }

    ChildProcess integration() {
        return integration;
    }

    ChildProcess reference() {
        return reference;
    }

    ChildProcess sandboxProcess() {
        return sandboxProcess;
    }

    /** PostgreSQL's first process. */
    long databasePid() {
        return databasePid;
    }

    String url(String name) {
        return database.url().replaceFirst("/postgres$", "/" + name);
    }

    /** Connects to one of the databases. */
    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(name), "postgres", "postgres");
    }

    void sql(String name, String... statements) {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String name, String query) {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the integration has none of these. Each look is a connection of its own, which takes some ms of a processor. */
    void awaitNone(String query) throws InterruptedException {
        while (count("integration", query) > 0) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** Waits until the integration has nothing left to do, a minute at the most. */
    void awaitIdle() throws InterruptedException {
        String left = """
                select (select count(*) from (select from inbox_waiting limit 1) w)
                  + (select count(*) from (select from hint h join shop s using (shop_id)
                      where h.due_at <= clock_timestamp() limit 1) h)
                  + (select count(*) from (select from delivery limit 1) d)
                  + (select count(*) from shop where not told)
                """;
        for (int i = 0; i < 600 && count("integration", left) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /**
     * Sets the reference's worker.
     *
     * @param state plain: it posts one after the other; strong: by many threads; resting
     */
    void referenceWorker(String state) {
        URI uri = URI.create("http://127.0.0.1:" + referencePort + "/worker/" + state);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("The reference's worker does not listen: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The connected shops. */
    List<String> shops() {
        return List.copyOf(shops);
    }

    private ChildProcess startSandbox() throws InterruptedException {
        List<String> arguments = new ArrayList<>(SANDBOX_JVM);
        arguments.addAll(List.of(
                "-jar",
                jar.toString(),
                "sandbox",
                "--sandbox.port=" + sandboxPort,
                "--sandbox.app.key=" + secrets.appKey(),
                "--sandbox.app.secret=" + secrets.appSecret(),
                "--sandbox.receivers.keep-messages=1000000",
                "--sandbox.receivers.keep-states=1000"));
        SandboxControl.RECEIVERS.forEach(
                name -> arguments.add("--sandbox.receivers.secrets." + name + "=" + secrets.receiverSecret()));
        return start("sandbox", Map.of(), arguments)
                .awaitReady(URI.create("http://127.0.0.1:" + sandboxPort + "/sandbox/health"));
    }

    /**
     * Starts the integration, limits off.
     *
     * @param pull schedule of the order pull; null for never
     */
    void startIntegration(String pull) throws InterruptedException {
        startIntegration(pull, 0);
    }

    /**
     * Starts the integration.
     *
     * @param pull schedule of the order pull; null for never
     * @param searches of orders a second; 0 for no limit
     */
    void startIntegration(String pull, int searches) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(environment("integration", integrationPort));
        environment.put("TIKTOK_SHOP_TOKEN_KEY", secrets.tokenKey());
        environment.put("TIKTOK_SHOP_API_URL", "http://127.0.0.1:" + sandboxPort);
        environment.put("TIKTOK_SHOP_AUTH_URL", "http://127.0.0.1:" + sandboxPort);
        environment.put("TIKTOK_SHOP_SERVICE_ID", "7400000000000000001");
        environment.put("ROUTES_DIR", Path.of("routes").toAbsolutePath().toString());
        for (String receiver : SandboxControl.RECEIVERS) {
            String name =
                    "DOWNSTREAM_" + receiver.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            environment.put(name + "_URL", "http://127.0.0.1:" + sandboxPort + "/receivers/" + receiver);
            environment.put(name + "_SECRET", secrets.receiverSecret());
        }
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(extraJvm());
        arguments.addAll(List.of(
                "-jar",
                jar.toString(),
                "--outbound.private-networks=127.0.0.1",
                "--authorization.starts-per-second=1000",
                "--tiktok-shop.pace.get-authorized-shops=0",
                "--tiktok-shop.pace.search-orders=" + searches,
                "--tiktok-shop.pace.get-order-detail=0",
                "--tiktok-shop.pace.get-package-detail=0",
                "--tiktok-shop.pace.search-cancellations=0",
                "--tiktok-shop.pace.search-returns=0",
                "--pulls.margin=PT2S",
                "--pulls.overlap=PT0S",
                "--pulls.not-sooner-than=PT0S",
                "--pull-cancellations.schedule=" + NEVER,
                "--pull-returns.schedule=" + NEVER,
                "--pull-packages.schedule=" + NEVER,
                "--pull-products.schedule=" + NEVER,
                "--look-again-at-products.schedule=" + NEVER,
                "--reconciliation.schedule=" + NEVER,
                "--pull-stock.schedule=" + NEVER,
                "--orders.look-at-stock-after=PT24H",
                "--pull-orders.schedule=" + (pull == null ? NEVER : pull)));
        integration = start("integration", environment, arguments)
                .awaitReady(URI.create("http://127.0.0.1:" + integrationPort + "/actuator/health/readiness"));
    }

    /** Options for a closer look, such as a recording: {@code -Dbenchmark.jvm=…} of the benchmark. */
    private static List<String> extraJvm() {
        String extra = System.getProperty("benchmark.jvm", "");
        return extra.isBlank() ? List.of() : List.of(extra.split(" "));
    }

    void stopIntegration() {
        integration.close();
    }

    /** Starts the reference. */
    void startReference() throws InterruptedException {
        Map<String, String> environment = new HashMap<>(environment("reference", referencePort));
        environment.put("RECEIVERS_URL", "http://127.0.0.1:" + sandboxPort + "/receivers/");
        environment.put("RECEIVERS_SECRET", secrets.receiverSecret());
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.creatorflow.tiktokshop.benchmark.reference.ReferenceApplication"));
        reference = start("reference", environment, arguments)
                .awaitReady(URI.create("http://127.0.0.1:" + referencePort + "/health"));
    }

    private Map<String, String> environment(String name, int port) {
        return Map.of(
                "SERVER_PORT", Integer.toString(port),
                "SPRING_DATASOURCE_URL", url(name),
                "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "postgres",
                "TIKTOK_SHOP_APP_KEY", secrets.appKey(),
                "TIKTOK_SHOP_APP_SECRET", secrets.appSecret());
    }

    private ChildProcess start(String name, Map<String, String> environment, List<String> arguments) {
        ChildProcess process = ChildProcess.java(name, folder.resolve(name + ".log"), environment, arguments);
        running.add(process);
        return process;
    }

    /** Makes shops and connects them by the OAuth exchange, as a seller would. */
    void connectShops(int count) throws InterruptedException {
        URI integration = URI.create("http://127.0.0.1:" + integrationPort);
        for (int i = 0; i < count; i++) {
            SandboxControl.Shop shop = sandbox.makeShop();
            HttpResponse<String> page = new SellerBrowser(integration).connect(shop.authCode());
            if (page.statusCode() != 200) {
                throw new IllegalStateException("A shop could not be connected: " + page.body());
            }
            shops.add(shop.id());
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every process. */
    @Override
    public void close() {
        running.forEach(ChildProcess::close);
        database.close();
    }
}
