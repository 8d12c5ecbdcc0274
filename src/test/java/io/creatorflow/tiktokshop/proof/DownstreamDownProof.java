package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R7: a downstream is away for more than eight hours and tens of thousands of messages wait for it, on a clock on which an hour takes a
 * second. First it does not answer, then it answers 503. Nothing is lost, webhooks and the other three receivers notice
 * nothing, it is asked no more than now and then, and afterwards it gets all within its rate. A message that it goes on
 * refusing is tried for three days, then parked.
 */
@Tag("proof")
class DownstreamDownProof {

    /** Requests to a receiver that is away: the breaker's probes make some thirty, retries without one more than a thousand. */
    private static final int FEW_IN_VAIN = 100;

    private static final String DOWN = "order-management";
    private static final List<String> OTHERS = List.of("inventory-tracking", "analytics", "shipping-automation");
    private static final int WAITING = Integer.getInteger("proof.down.waiting", 20_000);
    private static final int LIVE_PER_SECOND = 20;
    private static final int RATE = 300;

    /** An hour takes a second. */
    private static final int FASTER = 3_600;

    private static final String PRELOAD = """
            with made as (select i, 1000000000000 + i as key from generate_series(1, %d) i),
            stored as (
              insert into message (id, type, entity_key, revision, body)
              select 'backlog_' || i, 'order.updated.v1', key, 1, convert_to(json_build_object('id', 'backlog_' || i,
                'source', '/tiktok-shop/shops/backlog', 'subject', 'backlog' || i, 'time', '2026-01-01T00:00:00Z', 'sequence', '1',
                'type', 'com.creatorflow.tiktokshop.order.updated.v1', 'data', json_build_object('status', repeat('x', 900)))::text, 'UTF8')
              from made returning day, position, entity_key),
            waiting as (
              insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
              select 'order-management', entity_key, 1, position, day, 'order.updated.v1' from stored),
            keys as (
              insert into delivery_key (receiver, shop_id, entity_key, waiting)
              select 'order-management', 'backlog', entity_key, 1 from stored)
            insert into ledger as l (receiver, backend, accepted) select 'order-management', 0, count(*) from stored
            on conflict (receiver, backend) do update set accepted = l.accepted + excluded.accepted
            """;

    /** What was measured; times are 99th percentiles in ms. */
    private record Outage(
            double answeredBefore,
            double answeredMeanwhile,
            double othersBefore,
            double othersMeanwhile,
            long askedInVain) {

        double answeredRatio() {
            return Math.round(100 * answeredMeanwhile / answeredBefore) / 100.0;
        }

        double othersRatio() {
            return Math.round(100 * othersMeanwhile / othersBefore) / 100.0;
        }

        Figures figures() {
            return Figures.of("R7")
                    .with("waiting", WAITING)
                    .with("webhookP99BeforeMillis", answeredBefore)
                    .with("webhookP99MeanwhileMillis", answeredMeanwhile)
                    .with("webhookRatio", answeredRatio())
                    .with("othersP99BeforeMillis", othersBefore)
                    .with("othersP99MeanwhileMillis", othersMeanwhile)
                    .with("othersRatio", othersRatio())
                    .with("requestsInVainWhile503", askedInVain);
        }
    }

    private SteadyLoad load;

    @Test
    void aReceiverThatWasAwayGetsAllAndNobodyElseNotices() {
        if (!outageAndRecovery(true)) {
            outageAndRecovery(false);
        }
    }

    /** Returns false when a time was above its bound, unless it is the last try. */
    private boolean outageAndRecovery(boolean again) {
        try (World world = world("R7", Plant.NONE)) {
            Outage outage = outage(world, 20);
            boolean quick = outage.answeredRatio() <= 1.2 && outage.othersRatio() <= 1.2;
            if (!quick && again) {
                outage.figures().with("again", true).tell();
                return false;
            }
            long drained = drainedPerSecond(world);
            double days = daysUntilParked(world);
            assertThat(Rest.of(world, Duration.ofSeconds(120)))
                    .as("came to rest")
                    .isTrue();
            Verdict verdict = Verdict.of(world, load.told());
            long backlog = world.witness.attempts().stream()
                    .filter(attempt -> attempt.taken() && attempt.id().startsWith("backlog_"))
                    .map(Attempt::id)
                    .distinct()
                    .count();
            outage.figures()
                    .with("arrivalPerSecond", LIVE_PER_SECOND)
                    .with("drainedPerSecond", drained)
                    .with("ratePerSecond", RATE)
                    .with("lost", verdict.lost() + WAITING - backlog)
                    .with("differing", verdict.differing().size())
                    .with("daysUntilParked", days)
                    .with("parked", verdict.parked())
                    .with("ledger", verdict.ledger())
                    .tell();
            assertThat(verdict.lost()).isZero();
            assertThat(backlog).isEqualTo(WAITING);
            assertThat(verdict.differing()).isEmpty();
            assertThat(verdict.ledger()).isEmpty();
            assertThat(verdict.parked()).isEqualTo(1);
            assertThat(days).isBetween(3.0, 6.0);
            assertThat(outage.answeredRatio()).isLessThanOrEqualTo(1.2);
            assertThat(outage.othersRatio()).isLessThanOrEqualTo(1.2);
            assertThat(outage.askedInVain).isLessThan(FEW_IN_VAIN);
            assertThat(drained).isBetween(5L * LIVE_PER_SECOND, RATE + RATE / 20L);
            return true;
        }
    }

    @Test
    void onePoolOfSendersForAllIsCaught() {
        Outage outage = planted(Plant.bug("one shared pool")
                .in(
                        "downstreams/ReceiverQueue.java",
                        "private final Senders working",
                        "private static final Senders working"));
        assertThat(outage.othersRatio()).isGreaterThan(1.2);
    }

    @Test
    void aQueueThatIsNeverHeldIsCaught() {
        Outage outage = planted(Plant.bug("no breaker")
                .in(
                        "downstreams/Endpoints.java",
                        "failures < patience && asked.isZero()",
                        "failures < Integer.MAX_VALUE"));
        assertThat(outage.askedInVain).isGreaterThan(FEW_IN_VAIN);
    }

    private Outage planted(Plant plant) {
        try (World world = world("R7-planted", plant)) {
            Outage outage = outage(world, 10);
            outage.figures()
                    .with("planted", plant.name())
                    .with("caught", outage.othersRatio() > 1.2 || outage.askedInVain > 40)
                    .tell();
            return outage;
        }
    }

    private World world(String name, Plant plant) {
        World world = World.start(
                name,
                plant,
                1,
                4,
                Map.of(
                        "deliveries.longest-hold",
                        "PT1S",
                        "deliveries.retry-after",
                        retryTable(),
                        "downstream." + DOWN + ".rate",
                        Integer.toString(RATE)));
        Map<String, Integer> orders = new HashMap<>();
        world.shops.forEach(shop -> orders.put(shop, LIVE_PER_SECOND * 180 / 4));
        load = new SteadyLoad(world, orders);
        return world;
    }

    /** The table as it is delivered, an hour in a second. */
    private static String retryTable() {
        Properties knobs = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("routes/application.properties"))) {
            knobs.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.stream(knobs.getProperty("deliveries.retry-after").split(","))
                .map(wait -> Duration.parse(wait).dividedBy(FASTER).toString())
                .collect(Collectors.joining(","));
    }

    private Outage outage(World world, int seconds) {
        live(world, 10);
        List<SteadyLoad.Told> before = live(world, seconds);
        world.witness.behave(attempt -> at(attempt, new Reaction(10_000, false, 0, 503)));
        world.sql(PRELOAD.formatted(WAITING));
        world.sql("analyze delivery_key, delivery, message");
        List<SteadyLoad.Told> meanwhile = live(world, seconds / 2);
        world.witness.behave(attempt -> at(attempt, Reaction.refuse(503)));
        world.witness.release();
        long requests = requests(world, false);
        meanwhile.addAll(live(world, seconds / 2));
        long inVain = requests(world, false) - requests;
        world.witness.behaveWell();
        return new Outage(
                SteadyLoad.answeredP99(before),
                SteadyLoad.answeredP99(meanwhile),
                load.arrivedP99(before, OTHERS),
                load.arrivedP99(meanwhile, OTHERS),
                inVain);
    }

    /** How many requests a second it takes while its backlog goes out, beside what goes on arriving. */
    private long drainedPerSecond(World world) {
        long before = requests(world, true);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> requests(world, true) > before + 100);
        long taken = requests(world, true);
        long began = System.nanoTime();
        live(world, 10);
        return Math.round((requests(world, true) - taken) * 1e9 / (System.nanoTime() - began));
    }

    private List<SteadyLoad.Told> live(World world, int seconds) {
        return load.run(world.shops, LIVE_PER_SECOND, seconds);
    }

    private static Reaction at(Attempt attempt, Reaction reaction) {
        return attempt.receiver().equals(DOWN) ? reaction : Reaction.OK;
    }

    private static long requests(World world, boolean taken) {
        return world.witness.attempts().stream()
                .filter(attempt -> attempt.receiver().equals(DOWN) && attempt.taken() == taken)
                .count();
    }

    /** An order that the receiver goes on refusing, though it takes others: how long it is tried, on the fast clock. */
    private double daysUntilParked(World world) {
        String shop = world.shops.get(0);
        String stubborn =
                world.tiktok.place(shop, 1, ",\"status\":\"AWAITING_SHIPMENT\"").get(0);
        world.witness.behave(
                attempt -> attempt.key().endsWith(stubborn) ? at(attempt, Reaction.refuse(503)) : Reaction.OK);
        TikTok.Order order = world.tiktok.truth(shop).stream()
                .filter(one -> one.id().equals(stubborn))
                .findFirst()
                .orElseThrow();
        long began = System.nanoTime();
        assertThat(world.sender.send(world.sender.orderWebhook(order), stubborn))
                .isEqualTo(200);
        CompletableFuture<?> others = CompletableFuture.runAsync(() -> live(world, 80));
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> world.count("select count(*) from delivery_parked") == 1);
        double days = (System.nanoTime() - began) / 1e9 * FASTER / 86_400;
        others.join();
        return Math.round(10 * days) / 10.0;
    }
}
