package io.creatorflow.tiktokshop.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TikTok Shop, four downstreams, a database and some replicas of the integration, all real processes or real HTTP. The
 * PostgreSQL server is shared by the worlds of a run; each world has a database of its own.
 */
final class World implements AutoCloseable {

    private static final String RECEIVER_SECRET = "whsec_cHJvb2YtcmVjZWl2ZXItc2VjcmV0LTg0NjIwMTczNTU5";
    private static final String TOKEN_KEY = "qk3v0Zt7m1Yw9Rb5Xc2Ld8Hf4Js6NgPa0Eu1Ti3Oy5M=";
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static Postgres server;

    private final String name;
    private final Plant plant;
    private final Map<String, String> knobs = new TreeMap<>();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final String database;
    private final int databasePort;

    /** By how much the clock of each replica's machine is wrong, for a plant that heeds it. */
    private final String[] clockMinutes;

    final TikTok tiktok;
    final Witness witness = new Witness(RECEIVER_SECRET);
    final Sender sender = new Sender(this::anyReplica);
    final List<String> shops = new ArrayList<>();

    private static final String NEVER = "0 0 0 1 1 ? 2099";

    static {
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT"))
                .setLevel(ch.qos.logback.classic.Level.WARN);
    }

    private World(String name, Plant plant, Map<String, String> knobs, int databasePort) {
        this.name = name;
        this.plant = plant;
        this.database = "world_" + NUMBERS.incrementAndGet();
        for (String kind : List.of("orders", "cancellations", "returns", "packages", "products", "stock")) {
            this.knobs.put("pull-" + kind + ".schedule", NEVER);
        }
        this.knobs.put("pulls.not-sooner-than", "PT0S");
        this.knobs.put("look-again-at-products.schedule", NEVER);
        this.knobs.put("reconciliation.schedule", NEVER);
        this.knobs.put("outbound.private-networks", "127.0.0.1");
        this.knobs.put("authorization.starts-per-second", "1000");
        for (String search : List.of("orders", "cancellations", "returns", "packages", "products", "inventory")) {
            this.knobs.put("tiktok-shop.pace.search-" + search, "0");
        }
        for (String read : List.of("order-detail", "package-detail", "product")) {
            this.knobs.put("tiktok-shop.pace.get-" + read, "0");
        }
        this.knobs.put("spring.datasource.hikari.maximum-pool-size", "16");
        this.knobs.put("logging.level.org.apache.camel", "WARN");
        this.knobs.putAll(knobs);
        this.knobs.putAll(plant.settings());
        String clocks = this.knobs.remove("proof.clock-minutes");
        this.clockMinutes = clocks == null ? new String[] {"0"} : clocks.split(",");
        this.tiktok = new TikTok(sandboxSettings(this.knobs));
        postgres().create(database);
        this.databasePort = databasePort;
    }

    /** Takes those out that are not the integration's. */
    private static Map<String, String> sandboxSettings(Map<String, String> knobs) {
        Map<String, String> settings = new TreeMap<>(knobs);
        settings.keySet().removeIf(knob -> !knob.startsWith("sandbox."));
        knobs.keySet().removeAll(settings.keySet());
        return settings;
    }

    /** Starts a world with so many replicas, ready to work. */
    static World start(String name, Plant plant, int replicas, int shops, Map<String, String> knobs) {
        return start(name, plant, replicas, shops, knobs, postgres().port());
    }

    /**
     * Starts a world that reaches its database through a port of its own. Its tables are on the disk then, also where commits
     * are planted not to wait for it.
     */
    static World start(String name, Plant plant, int replicas, int shops, Map<String, String> knobs, int databasePort) {
        World world = new World(name, plant, knobs, databasePort);
        try {
            world.replicas(replicas);
            for (int i = 0; i < shops; i++) {
                world.shops.add(world.tiktok.connectShop(world.replicas.get(0).uri()));
            }
            world.sql("checkpoint");
            return world;
        } catch (RuntimeException | Error e) {
            world.close();
            throw e;
        }
    }

    /** The server that all worlds share. */
    static synchronized Postgres postgres() {
        if (server == null) {
            server = Postgres.startEmpty(Path.of("target/proof/postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    /** Starts replicas until so many live; one that died is replaced by one at the same address. */
    void replicas(int wanted) {
        List<Replica> started = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            if (i == replicas.size()) {
                replicas.add(replica(i, Ports.free()));
                started.add(replicas.get(i));
            } else if (!replicas.get(i).isAlive()) {
                replicas.set(i, replica(i, replicas.get(i).uri().getPort()));
                started.add(replicas.get(i));
            }
            if (i == 0 && started.size() == 1) {
                replicas.get(0).awaitReady();
            }
        }
        started.stream().filter(replica -> !replica.isReady()).forEach(Replica::awaitReady);
    }

    private Replica replica(int number, int port) {
        Map<String, String> environment = environment();
        environment.put("PROOF_CLOCK_MINUTES", clockMinutes[number % clockMinutes.length]);
        return Replica.start(name, port, plant, environment, arguments());
    }

    List<Replica> replicas() {
        return replicas;
    }

    private URI anyReplica() {
        return replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()))
                .uri();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + database);
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_DATASOURCE_PASSWORD", "postgres");
        environment.put("TIKTOK_SHOP_APP_KEY", TikTok.APP_KEY);
        environment.put("TIKTOK_SHOP_APP_SECRET", TikTok.APP_SECRET);
        environment.put("TIKTOK_SHOP_TOKEN_KEY", TOKEN_KEY);
        environment.put("TIKTOK_SHOP_API_URL", tiktok.uri().toString());
        environment.put("TIKTOK_SHOP_SERVICE_ID", "7400000000000000001");
        environment.put("TIKTOK_SHOP_AUTH_URL", tiktok.uri().toString());
        environment.put("ROUTES_DIR", plant.routes().toString());
        for (String receiver : Witness.RECEIVERS) {
            String variable =
                    "DOWNSTREAM_" + receiver.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            environment.put(variable + "_URL", witness.url(receiver));
            environment.put(variable + "_SECRET", RECEIVER_SECRET);
        }
        return environment;
    }

    private List<String> arguments() {
        return knobs.entrySet().stream()
                .map(knob -> "--" + knob.getKey() + "=" + knob.getValue())
                .toList();
    }

    /** What a command of the jar prints, with this world's settings. */
    String command(String... words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(PackagedJar.command(plant, List.of(words)))
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment());
            return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Connection connect() throws SQLException {
        return postgres().connect(database);
    }

    /** Runs a statement. */
    void sql(String statement) {
        try (Connection connection = connect()) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The number that a query answers with. */
    long count(String query) {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The texts that a query answers with. */
    List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
        return texts;
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        witness.close();
        tiktok.close();
    }
}
