package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R15: the claims of a killed replica come back within 15 seconds; a replica that slept through its lease cannot commit
 * what it held, and nothing goes back.
 */
@Tag("proof")
class LostReplicaProof {

    private static final String HELD = """
            select count(*) from delivery_key k join replica r on r.id = k.owner
            where r.expires_at < clock_timestamp() + interval '9 seconds'
            """;

    @Test
    void theClaimsOfAKilledReplicaComeBack() {
        try (World world = World.start("R15", Plant.NONE, 2, 4, Map.of())) {
            List<TikTok.Order> orders = orders(world, 60);
            AtomicBoolean killed = new AtomicBoolean();
            world.witness.behave(request -> killed.get() ? Reaction.OK : Reaction.takeThenHold(3_000));
            orders.forEach(order -> world.sender.send(world.sender.orderWebhook(order), order.id()));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> world.witness.held() >= 32);
            world.replicas().get(0).kill();
            long began = System.nanoTime();
            killed.set(true);
            LockSupport.parkNanos(3_500_000_000L);
            long held = world.count(HELD);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> world.count("select count(*) from delivery_key where owner is not null") == 0
                            && world.count("select count(*) from delivery") == 0);
            double seconds = (System.nanoTime() - began) / 1e9;
            Verdict verdict = Verdict.of(world, orders);
            Figures.of("R15")
                    .with("case", "kill -9")
                    .with("claimsOfTheKilled", held)
                    .with("secondsUntilAllAreDelivered", seconds)
                    .with("differing", verdict.differing().size())
                    .with("wentBack", verdict.wentBack())
                    .with("ledger", verdict.ledger())
                    .tell();
            assertThat(held).as("claims that the killed replica held").isPositive();
            assertThat(seconds).isLessThan(15);
            assertThat(verdict.differing()).isEmpty();
            assertThat(verdict.wentBack()).isZero();
            assertThat(verdict.ledger()).isEmpty();
        }
    }

    @Test
    void aReplicaThatSleptCannotCommit() {
        Slept slept = sleep(Plant.NONE);
        slept.figures().tell();
        assertThat(slept.untouched).as("the new owner's claim was left alone").isTrue();
        assertThat(slept.verdict.wentBack()).isZero();
        assertThat(slept.verdict.differing()).isEmpty();
        assertThat(slept.verdict.ledger()).isEmpty();
    }

    @Test
    void settlingWithoutFencingIsCaught() {
        Plant plant = Plant.bug("no fencing")
                .in(
                        "downstreams/SettleDeliveries.java",
                        "entity_key = o.entity_key and owner = o.owner and epoch = o.epoch",
                        "entity_key = o.entity_key")
                .in(
                        "downstreams/SettleDelivered.java",
                        "k.entity_key = o.entity_key and k.owner = o.owner and k.epoch = o.epoch",
                        "k.entity_key = o.entity_key");
        Slept slept = sleep(plant);
        slept.figures()
                .with("planted", plant.name())
                .with("caught", !slept.untouched)
                .tell();
        assertThat(slept.untouched).isFalse();
    }

    /** The new owner has its answer long after the sleeper, once awake, has given up or settled. */
    private static final int BUSY_MILLIS = 4_000;

    private record Slept(boolean untouched, double secondsAsleep, Verdict verdict) {
        Figures figures() {
            return Figures.of("R15")
                    .with("case", "SIGSTOP")
                    .with("secondsAsleep", secondsAsleep)
                    .with("newOwnersClaimUntouched", untouched)
                    .with("wentBack", verdict.wentBack())
                    .with("differing", verdict.differing().size())
                    .with("ledger", verdict.ledger());
        }
    }

    /**
     * One replica is put to sleep while Order Management holds its answer. Another takes over, delivers that and is busy
     * with the next version when the first one wakes and gets the answer to what it once sent.
     */
    private static Slept sleep(Plant plant) {
        AtomicBoolean first = new AtomicBoolean(true);
        try (World world = World.start("R15-sleep", plant, 1, 1, Map.of())) {
            TikTok.Order order = orders(world, 1).get(0);
            world.witness.behave(request -> {
                if (!tells(request, order)) {
                    return Reaction.OK;
                } else if (first.getAndSet(false)) {
                    return Reaction.takeThenHold(600_000);
                }
                return request.sequence() > 1 ? Reaction.takeThenHold(BUSY_MILLIS) : Reaction.OK;
            });
            world.sender.send(world.sender.orderWebhook(order), order.id());
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !first.get());
            Replica sleeper = world.replicas().get(0);
            sleeper.pause();
            long began = System.nanoTime();
            world.replicas(2);
            boolean takenOver = Rest.of(world, Duration.ofSeconds(60));
            assertThat(takenOver && attempts(world, order, 1) >= 2)
                    .as("another replica delivered what the sleeper held")
                    .isTrue();
            TikTok.Order next = world.tiktok.move(order, "NEXT");
            world.sender.send(world.replicas().get(1).uri(), world.sender.orderWebhook(next), order.id());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> attempts(world, order, 2) == 1);
            String before = claim(world, order);
            double asleep = (System.nanoTime() - began) / 1e9;
            sleeper.resume();
            boolean untouched = true;
            long answered = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS / 2);
            while (untouched && System.nanoTime() < answered) {
                LockSupport.parkNanos(50_000_000);
                untouched = before.equals(claim(world, order));
            }
            Rest.of(world, Duration.ofSeconds(30));
            return new Slept(untouched, asleep, Verdict.of(world, List.of(next)));
        }
    }

    /** Whether Order Management is told of the order; it is told of its shop, too. */
    private static boolean tells(Attempt attempt, TikTok.Order order) {
        return attempt.receiver().equals("order-management") && attempt.key().endsWith("/" + order.id());
    }

    private static long attempts(World world, TikTok.Order order, long sequence) {
        return world.witness.attempts().stream()
                .filter(attempt -> tells(attempt, order) && attempt.sequence() == sequence)
                .count();
    }

    /** Who holds the order's claim towards Order Management, by which epoch; empty when nobody does. */
    private static String claim(World world, TikTok.Order order) {
        try (var connection = world.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("select coalesce(k.owner::text, 'nobody') || '/' || k.epoch from delivery_key k"
                                + " join entity e on e.key = k.entity_key where k.receiver = 'order-management'"
                                + " and e.kind = 'order' and e.entity_id = '" + order.id() + "'")) {
            return row.next() ? row.getString(1) : "";
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<TikTok.Order> orders(World world, int count) {
        List<TikTok.Order> orders = new ArrayList<>();
        for (String shop : world.shops) {
            world.tiktok.place(shop, count / world.shops.size(), ",\"status\":\"ON_HOLD\"");
            orders.addAll(world.tiktok.truth(shop));
        }
        return orders;
    }
}
