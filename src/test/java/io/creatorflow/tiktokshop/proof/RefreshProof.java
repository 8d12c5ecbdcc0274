package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R11: however many calls of however many replicas meet an expired token, it is refreshed once; a refresh whose answer was lost by a
 * kill is made up for, or an issue, within a minute. Strict is a TikTok Shop that ends the old tokens at a refresh, lenient one that
 * lets them live on, as it is not published which of both is so.
 */
@Tag("proof")
class RefreshProof {

    private static final String HINTS = """
            insert into hint as h (kind, shop_id, entity_id) select 'order', shop_id, name from shop
            on conflict (kind, shop_id, entity_id) do update set due_at = excluded.due_at, version = h.version + 1
            """;
    private static final String ASKED_FOR =
            "select count(*) from hint where kind = 'order' and (owner is not null or due_at < clock_timestamp())";
    private static final int SELLERS = 10;
    private static final int THREADS = 50;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void anExpiryIsOneRefreshWhereOldTokensEnd() {
        Refreshes refreshes = run(Plant.NONE, true, 3, 15, 50);
        refreshes.figures().tell();
        refreshes.assertOnce();
    }

    @Test
    void anExpiryIsOneRefreshWhereOldTokensLiveOn() {
        Refreshes refreshes = run(Plant.NONE, false, 3, 15, 50);
        refreshes.figures().tell();
        refreshes.assertOnce();
    }

    @Test
    void aLockPerJvmIsCaught() {
        Plant plant = Plant.bug("lock per JVM")
                .in(
                        "authorization/Renewals.java",
                        "              and (refresh_until is null or refresh_until < clock_timestamp() or refresh_owner = :owner)\n",
                        "")
                .in(
                        "authorization/Renewals.java",
                        "        return database.sql(LEASE)\n",
                        "        if (!HERE.add(openId + generation)) {\n            return Optional.empty();\n        }\n"
                                + "        return database.sql(LEASE)\n")
                .in(
                        "authorization/Renewals.java",
                        "    private final JdbcClient database;\n",
                        "    private static final java.util.Set<String> HERE ="
                                + " java.util.concurrent.ConcurrentHashMap.newKeySet();\n"
                                + "    private final JdbcClient database;\n");
        Refreshes refreshes = run(plant, false, 3, 15, 3);
        boolean caught = refreshes.asked > refreshes.expiries;
        refreshes.figures().with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).isTrue();
    }

    @Test
    void aKillBetweenAnswerAndStoreIsFlaggedWhereTheOldTokenIsDead() {
        Recovery recovery = kill(true);
        recovery.figures().tell();
        assertThat(recovery.flagged)
                .as("an issue says that the seller has to authorize again")
                .isTrue();
        assertThat(recovery.seconds).isLessThanOrEqualTo(LONGEST.toSeconds());
    }

    @Test
    void aKillBetweenAnswerAndStoreIsMadeUpForWhereTheOldTokenLivesOn() {
        Recovery recovery = kill(false);
        recovery.figures().tell();
        assertThat(recovery.renewed).as("the next refresh stored its tokens").isTrue();
        assertThat(recovery.seconds).isLessThanOrEqualTo(LONGEST.toSeconds());
    }

    private record Refreshes(
            boolean strict,
            int replicas,
            long expiries,
            long calls,
            long asked,
            long refused,
            long lost,
            double seconds) {

        Figures figures() {
            return Figures.of("R11")
                    .with("case", strict ? "strict" : "lenient")
                    .with("replicas", replicas)
                    .with("threads", THREADS)
                    .with("expiries", expiries)
                    .with("calls", calls)
                    .with("refreshes", asked)
                    .with("refused", refused)
                    .with("sellersLost", lost)
                    .with("seconds", seconds);
        }

        void assertOnce() {
            assertThat(asked).as("refreshes").isEqualTo(expiries);
            assertThat(refused).as("refreshes that were refused").isZero();
            assertThat(lost).as("sellers who would have to authorize again").isZero();
        }
    }

    /** In each round the tokens of all sellers expire, and an order of each of their shops is asked for at once. */
    private static Refreshes run(Plant plant, boolean strict, int replicas, int shopsOfEach, int rounds) {
        try (World world = World.start("R11", plant, replicas, 0, knobs(strict))) {
            List<String> sellers = connect(world, SELLERS, shopsOfEach);
            long before = calls(world, "get-order-detail code 0");
            long began = System.nanoTime();
            for (int round = 1; round <= rounds; round++) {
                sellers.forEach(seller -> world.tiktok.control("POST", "/sellers/" + seller + "/expire-tokens", ""));
                world.sql(HINTS);
                Awaitility.await("round " + round)
                        .atMost(Duration.ofSeconds(plant.isBug() ? 90 : 60))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> world.count(ASKED_FOR) == 0);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long asked = calls(world, "refresh-token calls");
            return new Refreshes(
                    strict,
                    replicas,
                    (long) rounds * sellers.size(),
                    calls(world, "get-order-detail code 0") - before,
                    asked,
                    asked - calls(world, "refresh-token code 0"),
                    world.count("select count(*) from seller where state <> 'connected'"),
                    seconds);
        }
    }

    private record Recovery(boolean strict, boolean renewed, boolean flagged, double seconds) {

        Figures figures() {
            return Figures.of("R11")
                    .with("case", strict ? "killed, strict" : "killed, lenient")
                    .with("renewed", renewed)
                    .with("flagged", flagged)
                    .with("seconds", seconds);
        }
    }

    /** One replica is killed when TikTok Shop has answered its refresh and storing the tokens waits for a lock; another one goes on. */
    private static Recovery kill(boolean strict) {
        try (World world = World.start("R11-kill", Plant.NONE, 2, 0, knobs(strict))) {
            connect(world, 1, 1);
            Replica second = world.replicas().get(1);
            second.pause();
            world.tiktok.apiFaults("{\"operations\":[\"refresh-token\"],\"slowPercent\":100,\"slowMillis\":2000}");
            world.sql("update seller set obtained_at = clock_timestamp() - interval '6 days',"
                    + " access_token_expires_at = clock_timestamp() + interval '1 day'");
            until(world, "select count(*) from seller where refresh_owner is not null");
            killWhileStoring(world);
            long began = System.nanoTime();
            world.tiktok.apiFaults("");
            second.resume();
            Awaitility.await()
                    .atMost(LONGEST.multipliedBy(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> renewed(world) || flagged(world));
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Recovery(strict, renewed(world), flagged(world), seconds);
        }
    }

    private static void killWhileStoring(World world) {
        try (Connection connection = world.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table seller in share row exclusive mode");
            until(world, "select count(*) from pg_locks where not granted");
            world.replicas().get(0).kill();
            connection.createStatement().execute("select pg_terminate_backend(pid) from pg_locks where not granted");
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean renewed(World world) {
        return world.count("select count(*) from seller where generation = 2 and state = 'connected'") == 1;
    }

    private static boolean flagged(World world) {
        return world.count("select count(*) from issue where kind = 'authorization-lost' and state = 'open'") == 1;
    }

    private static void until(World world, String query) {
        Awaitility.await(query)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> world.count(query) > 0);
    }

    private static Map<String, String> knobs(boolean strict) {
        Map<String, String> knobs = new TreeMap<>();
        knobs.put("sandbox.tokens.old-refresh-token-dies", Boolean.toString(strict));
        knobs.put("sandbox.tokens.old-access-token-dies", Boolean.toString(strict));
        knobs.put("orders.readers", Integer.toString(THREADS));
        knobs.put("entities.look-every", "50");
        knobs.put("spring.datasource.hikari.maximum-pool-size", "60");
        return knobs;
    }

    /** Connects sellers with so many shops each; the name of a shop is its order's id. */
    private static List<String> connect(World world, int sellers, int shopsOfEach) {
        List<String> openIds = new ArrayList<>();
        for (int i = 1; i <= sellers; i++) {
            String openId = "seller-" + i;
            openIds.add(openId);
            for (int more = 1; more < shopsOfEach; more++) {
                world.tiktok.control("POST", "/shops", "{\"sellerOpenId\":\"" + openId + "\"}");
            }
            world.tiktok.connectShop(world.replicas().get(0).uri(), "{\"sellerOpenId\":\"" + openId + "\"}");
        }
        for (String shop : world.texts("select shop_id from shop")) {
            String order = world.tiktok
                    .place(shop, 1, ",\"status\":\"AWAITING_SHIPMENT\"")
                    .get(0);
            world.sql("update shop set name = '" + order + "' where shop_id = '" + shop + "'");
        }
        return openIds;
    }

    private static long calls(World world, String name) {
        return world.tiktok.control("GET", "/api-calls", "").path(name).asLong();
    }
}
