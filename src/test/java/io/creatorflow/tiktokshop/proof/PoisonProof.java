package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R9: among many webhooks one in a hundred is poison: a body that is no envelope, an order that cannot be mapped, a message
 * that a receiver refuses for good. The others go on promptly; what is refused for good is parked at once.
 */
@Tag("proof")
class PoisonProof {

    private static final int EVENTS = Integer.getInteger("proof.poison.events", 10_000);
    private static final List<String> NO_ENVELOPES =
            List.of("{\"type\":", "[]", "not json %d", "{\"data\":{\"order_id\":7}}");

    private final List<TikTok.Order> good = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    @Test
    void poisonHoldsBackOnlyItself() {
        try (World world = World.start("R9", Plant.NONE, 1, 20, Map.of())) {
            long began = System.nanoTime();
            int sent = send(world, EVENTS);
            long told = System.nanoTime();
            boolean rest = Rest.of(world, Duration.ofSeconds(120));
            double after = (System.nanoTime() - told) / 1e9;
            Verdict verdict = Verdict.of(world, good);
            long parkedMessages = world.count("select count(*) from delivery_parked");
            long parkedOrders = world.count("select count(*) from hint_parked");
            Figures.of("R9")
                    .with("events", sent)
                    .with("poison", sent - good.size())
                    .with("secondsToSend", (told - began) / 1_000_000_000)
                    .with("secondsToRestAfterwards", after)
                    .with("goodOrdersDiffering", verdict.differing().size())
                    .with("parkedMessages", parkedMessages)
                    .with("parkedOrders", parkedOrders)
                    .with("ledger", verdict.ledger())
                    .tell();
            assertThat(rest).as("came to rest").isTrue();
            assertThat(verdict.differing()).isEmpty();
            assertThat(verdict.ledger()).isEmpty();
            assertThat(parkedMessages).as("messages parked").isEqualTo(refused.size());
            assertThat(parkedOrders).as("orders parked").isEqualTo(EVENTS / 300);
            assertThat(attemptsAtRefused(world))
                    .as("attempts at what was refused for good")
                    .isEqualTo(refused.size());
            aLaterMessageSupersedesTheParkedOne(world);
        }
    }

    private void aLaterMessageSupersedesTheParkedOne(World world) {
        world.witness.behaveWell();
        for (String id : refused) {
            TikTok.Order order = world.shops.stream()
                    .flatMap(shop -> world.tiktok.truth(shop).stream())
                    .filter(some -> some.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            TikTok.Order next = world.tiktok.move(order, "NEXT");
            assertThat(world.sender.send(world.sender.orderWebhook(next), id)).isEqualTo(200);
            break;
        }
        assertThat(Rest.of(world, Duration.ofSeconds(20))).isTrue();
        assertThat(world.count("select count(*) from delivery_parked")).isEqualTo(refused.size() - 1L);
        assertThat(Ledger.faults(world)).isEmpty();
    }

    private long attemptsAtRefused(World world) {
        return world.witness.attempts().stream()
                .filter(attempt -> attempt.status() == 422)
                .count();
    }

    @Test
    void aBatchThatWaitsForItsPoisonIsCaught() {
        caught(Plant.bug("poison stays in its batch")
                .in(
                        "entities/FailedHints.java",
                        "settleHints.release(batch, batch.failuresUntilHalf(), Duration.ZERO);",
                        "settleHints.release(batch, 0, Duration.ofSeconds(1));"));
    }

    @Test
    void aQueueThatWaitsForItsHeadIsCaught() {
        caught(Plant.bug("head of line blocks")
                .in(
                        "downstreams/ClaimDeliveries.java",
                        "lane = h.lane and shop_id = h.shop_id and owner is null",
                        "lane = h.lane and shop_id = h.shop_id and owner is null and not exists (select 1 from delivery_parked p"
                                + " where p.receiver = :receiver)")
                .in(
                        "downstreams/AppendMessages.java",
                        "probe_at is not null or paused_at is not null",
                        "probe_at is not null or paused_at is not null union select receiver from delivery_parked"));
    }

    private void caught(Plant plant) {
        try (World world = World.start("R9-planted", plant, 1, 4, Map.of())) {
            int sent = send(world, 600);
            Rest.of(world, Duration.ofSeconds(10));
            Verdict verdict = Verdict.of(world, good);
            Figures.of("R9")
                    .with("planted", plant.name())
                    .with("events", sent)
                    .with("goodOrdersDiffering", verdict.differing().size())
                    .with("caught", !verdict.differing().isEmpty())
                    .tell();
            assertThat(verdict.differing()).isNotEmpty();
        }
    }

    /** One third of one percent each: refused by a receiver, not to be mapped, no envelope. */
    private int send(World world, int events) {
        int each = events / 300;
        List<TikTok.Order> bad = new ArrayList<>();
        for (int i = 0; i < world.shops.size(); i++) {
            String shop = world.shops.get(i);
            world.tiktok.place(shop, (events - each) / world.shops.size(), ",\"status\":\"AWAITING_SHIPMENT\"");
            int share = each / world.shops.size() + (i < each % world.shops.size() ? 1 : 0);
            if (share > 0) {
                Set<String> broken = new HashSet<>(
                        world.tiktok.place(shop, share, ",\"status\":\"AWAITING_SHIPMENT\",\"poison\":\"WRONG_TYPE\""));
                world.tiktok.truth(shop).stream()
                        .filter(order -> broken.contains(order.id()))
                        .forEach(bad::add);
            }
            List<TikTok.Order> all = world.tiktok.truth(shop);
            all.removeAll(bad);
            all.stream().limit(share).forEach(order -> refused.add(order.id()));
            all.stream().skip(share).forEach(good::add);
        }
        List<String> webhooks = new ArrayList<>();
        good.forEach(order -> webhooks.add(world.sender.orderWebhook(order)));
        bad.forEach(order -> webhooks.add(world.sender.orderWebhook(order)));
        world.shops.stream()
                .flatMap(shop -> world.tiktok.truth(shop).stream())
                .filter(order -> refused.contains(order.id()))
                .forEach(order -> webhooks.add(world.sender.orderWebhook(order)));
        for (int i = 0; i < each; i++) {
            webhooks.add(NO_ENVELOPES.get(i % NO_ENVELOPES.size()) + " ".repeat(i));
        }
        world.witness.behave(
                request -> request.receiver().equals("order-management") && refused.contains(orderOf(request))
                        ? Reaction.refuse(422)
                        : Reaction.OK);
        Collections.shuffle(webhooks, new Random(9));
        post(world, webhooks);
        return webhooks.size();
    }

    private static String orderOf(Attempt request) {
        return request.key().substring(request.key().lastIndexOf('/') + 1);
    }

    private static void post(World world, List<String> webhooks) {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        webhooks.forEach(webhook -> threads.execute(() -> {
            while (world.sender.send(webhook, "") != 200) {
                Thread.onSpinWait();
            }
        }));
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(120, TimeUnit.SECONDS))
                    .as("all acknowledged")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
