package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R5: of the webhooks of generated histories a fifth is lost, three in ten are repeated, all are shuffled, some come up to
 * 16 hours late, and the API shows old states meanwhile. After one pull every downstream believes what is true, and what
 * comes later changes nothing.
 */
@Tag("proof")
class ConvergenceProof {

    private static final Map<String, String> KNOBS = Map.of(
            "pull-orders.schedule", "0/2 * * * * ?",
            "pulls.first-window", "P2D",
            "pulls.overlap", "PT0S",
            "pulls.margin", "PT1S");
    private static final int ROUNDS = 32;
    private static final int SPAN_SECONDS = 16 * 3600;

    private final long seed = Long.getLong("proof.seed", System.nanoTime());

    private record Webhook(String order, String body) {}

    private record Outcome(int histories, int changes, int sent, int afterPull, int afterLateOnes, Verdict verdict) {}

    @Test
    void historiesConverge() {
        Outcome outcome = run(Plant.NONE, 50);
        figures(outcome).tell();
        assertThat(outcome.changes).as("changes").isGreaterThan(1_000);
        assertThat(outcome.verdict.differing()).as("seed %d", seed).isEmpty();
        assertThat(outcome.afterPull)
                .as("differing after the pull, seed %d", seed)
                .isZero();
        assertThat(outcome.verdict.ledger()).isEmpty();
        assertThat(outcome.verdict.parked()).isZero();
    }

    @Test
    void theLastArrivalWinningIsCaught() {
        caught(Plant.bug("last arrival wins")
                .in(
                        "entities/Standing.java",
                        "boolean oneIsNewer = Facts.AGE.compare(one, other) > 0;",
                        "boolean oneIsNewer = one.readAt().isAfter(other.readAt());"));
    }

    @Test
    void movingTheWatermarkBeforeThePageIsCaught() {
        String move = "        - bean:\n            id: move-watermark\n            ref: pulls\n"
                + "            method: finished(${exchangeProperty.pull})\n";
        String first = "        - setProperty:\n            id: first-page\n";
        caught(Plant.bug("watermark before the page")
                .inRoute("pulls/pull-orders.camel.yaml", move, "")
                .inRoute("pulls/pull-orders.camel.yaml", first, move + first));
    }

    private void caught(Plant plant) {
        Outcome outcome = run(plant, 8);
        int differing = outcome.afterPull + outcome.afterLateOnes;
        figures(outcome)
                .with("planted", plant.name())
                .with("caught", differing > 0)
                .tell();
        assertThat(differing).as("seed %d", seed).isPositive();
    }

    private Figures figures(Outcome outcome) {
        return Figures.of("R5")
                .with("seed", seed)
                .with("histories", outcome.histories)
                .with("changes", outcome.changes)
                .with("webhooksSent", outcome.sent)
                .with("differingAfterOnePull", outcome.afterPull)
                .with("differingAfterLateWebhooks", outcome.afterLateOnes)
                .with("ledger", outcome.verdict.ledger());
    }

    private Outcome run(Plant plant, int histories) {
        Random random = new Random(seed);
        try (World world = World.start("R5", plant, 1, 0, KNOBS)) {
            world.tiktok.apiFaults(
                    "{\"operations\":[\"search-orders\"],\"errorCodePercent\":100,\"errorCode\":106001}");
            for (int i = 0; i < histories; i++) {
                world.shops.add(world.tiktok.connectShop(world.replicas().get(0).uri()));
            }
            List<Webhook> told = live(world, random);
            awaitPulls(world, "epoch > " + (1 + world.count("select coalesce(max(epoch), 0) from pull")));
            List<Webhook> kept = kept(told, random);
            List<Webhook> onTime = new ArrayList<>();
            List<Webhook> late = new ArrayList<>();
            for (Webhook webhook : kept) {
                List<Webhook> batch = random.nextInt(100) < 20 ? late : onTime;
                batch.add(webhook);
                if (random.nextInt(100) < 30) {
                    (random.nextBoolean() ? batch : late).add(webhook);
                }
            }
            Collections.shuffle(onTime, random);
            world.tiktok.apiFaults("{\"operations\":[\"get-order-detail\"],\"staleReadPercent\":30}");
            post(world, onTime);
            world.tiktok.apiFaults("");
            awaitPulls(world, "watermark > '" + Instant.now() + "'");
            Rest.withoutHints(world, Duration.ofSeconds(100));
            int afterPull = Verdict.of(world).differing().size();
            world.tiktok.apiFaults("{\"operations\":[\"get-order-detail\"],\"staleReadPercent\":100}");
            Collections.shuffle(late, random);
            post(world, late);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> world.count("select count(*) from inbox_waiting") == 0);
            java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000);
            world.tiktok.apiFaults("");
            Rest.of(world, Duration.ofSeconds(45));
            Verdict verdict = Verdict.of(world);
            return new Outcome(
                    histories,
                    told.size(),
                    onTime.size() + late.size(),
                    afterPull,
                    verdict.differing().size(),
                    verdict);
        }
    }

    /** Loses a fifth: all that tells of every seventh order, so that only a pull can find it, and others at random. */
    private static List<Webhook> kept(List<Webhook> told, Random random) {
        List<String> orders = told.stream().map(Webhook::order).distinct().toList();
        return told.stream()
                .filter(webhook -> orders.indexOf(webhook.order()) % 7 != 0 && random.nextInt(100) >= 7)
                .toList();
    }

    /** Lets each shop live sixteen hours, and returns the webhooks that tell of it, in order. */
    private static List<Webhook> live(World world, Random random) {
        world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":-" + SPAN_SECONDS + "}");
        List<TikTok.Order> orders = new ArrayList<>();
        List<Webhook> told = new ArrayList<>();
        for (String shop : world.shops) {
            for (String id : world.tiktok.place(shop, 2 + random.nextInt(4), "")) {
                orders.add(new TikTok.Order(id, shop, "UNPAID", 0, false));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":" + SPAN_SECONDS / ROUNDS + "}");
            for (int i = 0; i < orders.size(); i++) {
                if (random.nextInt(100) < 25 || round == 0) {
                    TikTok.Order next = change(world, orders.get(i), random);
                    orders.set(i, next);
                    told.add(new Webhook(next.id(), world.sender.orderWebhook(next)));
                }
            }
        }
        world.tiktok.control("DELETE", "/clock", "");
        return told;
    }

    private static TikTok.Order change(World world, TikTok.Order order, Random random) {
        int luck = random.nextInt(100);
        if (order.requestOpen()) {
            return world.tiktok.happen(order, "cancel-answer", ",\"approve\":" + (luck < 50));
        } else if (order.status().equals("AWAITING_SHIPMENT") && luck < 25) {
            return world.tiktok.happen(order, "cancel-request", "");
        } else if (luck < 8
                && (order.status().equals("UNPAID") || order.status().equals("ON_HOLD"))) {
            return world.tiktok.move(order, "CANCELLED");
        } else if (luck > 80
                || order.status().equals("COMPLETED")
                || order.status().equals("CANCELLED")) {
            return world.tiktok.happen(order, "address", "");
        }
        return world.tiktok.move(order, "NEXT");
    }

    private static void awaitPulls(World world, String condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> world.count("select count(*) from pull where " + condition) == world.shops.size());
    }

    private static void post(World world, List<Webhook> webhooks) {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        webhooks.forEach(webhook -> threads.execute(() -> {
            while (world.sender.send(webhook.body(), "") != 200) {
                Thread.onSpinWait();
            }
        }));
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
