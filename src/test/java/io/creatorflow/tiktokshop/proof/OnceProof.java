package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R3: the same webhook, 32 times at the same moment over three replicas, is one row and has one effect. */
@Tag("proof")
class OnceProof {

    private static final int COPIES = 32;

    @Test
    void manyCopiesAtOnceAreOneRowAndOneEffect() {
        Result result = run(Plant.NONE, 3, 150);
        result.figures("R3").tell();
        assertThat(result.refused).as("copies not answered with 200").isZero();
        assertThat(result.rows).as("rows in the inbox").isEqualTo(result.ids);
        assertThat(result.manyEffects).as("orders with more than one effect").isZero();
        assertThat(result.verdict.differing()).isEmpty();
        assertThat(result.verdict.ledger()).isEmpty();
    }

    @Test
    void lookingBeforeInsertingIsCaught() {
        Plant plant = Plant.bug("look, then insert")
                .in(
                        "ingress/InboxTable.java",
                        "              on conflict do nothing\n",
                        "              where not exists (select 1 from inbox i where i.body_sha256 = received.body_sha256)\n");
        Result result = run(plant, 1, 20);
        result.figures("R3")
                .with("planted", plant.name())
                .with("caught", result.rows > result.ids)
                .tell();
        assertThat(result.rows).as("rows in the inbox").isGreaterThan(result.ids);
    }

    private record Result(
            long ids, long refused, long rows, long manyEffects, long repetitions, Verdict verdict, long seconds) {
        Figures figures(String proof) {
            return Figures.of(proof)
                    .with("ids", ids)
                    .with("copiesAtOnce", COPIES)
                    .with("refused", refused)
                    .with("rows", rows)
                    .with("ordersWithMoreEffects", manyEffects)
                    .with("repetitions", repetitions)
                    .with("differing", verdict.differing().size())
                    .with("ledger", verdict.ledger())
                    .with("seconds", seconds);
        }
    }

    private static Result run(Plant plant, int replicas, int count) {
        try (World world = World.start("R3", plant, replicas, 5, Map.of())) {
            if (plant.isBug()) {
                world.sql("alter table inbox drop constraint inbox_pkey");
                world.sql("alter table inbox_waiting drop constraint inbox_waiting_pkey");
            }
            long began = System.nanoTime();
            List<TikTok.Order> orders = new ArrayList<>();
            for (String shop : world.shops) {
                world.tiktok.place(shop, count / world.shops.size(), ",\"status\":\"AWAITING_SHIPMENT\"");
                orders.addAll(world.tiktok.truth(shop));
            }
            long refused = sendAll(world, orders);
            Rest.of(world, Duration.ofSeconds(plant.isBug() ? 20 : 60));
            Map<String, Set<String>> effects = new HashMap<>();
            world.witness.attempts().stream()
                    .filter(Attempt::taken)
                    .forEach(taken -> effects.computeIfAbsent(
                                    taken.receiver() + taken.key() + taken.type(), none -> new HashSet<>())
                            .add(taken.id()));
            return new Result(
                    orders.size(),
                    refused,
                    world.count("select count(*) from inbox"),
                    effects.values().stream().filter(ids -> ids.size() > 1).count(),
                    Verdict.repetitions(world),
                    Verdict.of(world, orders),
                    (System.nanoTime() - began) / 1_000_000_000);
        }
    }

    private static long sendAll(World world, List<TikTok.Order> orders) {
        AtomicInteger refused = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(COPIES);
        ExecutorService threads = Executors.newFixedThreadPool(COPIES);
        List<String> webhooks = orders.stream().map(world.sender::orderWebhook).toList();
        List<Future<?>> copies = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            URI replica = world.replicas().get(copy % world.replicas().size()).uri();
            copies.add(threads.submit(() -> {
                for (String webhook : webhooks) {
                    barrier.await();
                    if (world.sender.send(replica, webhook, "") != 200) {
                        refused.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        threads.shutdown();
        copies.forEach(OnceProof::join);
        return refused.get();
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
