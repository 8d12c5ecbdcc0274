package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R14: PostgreSQL is killed, swallowed by a black hole (a short one, and one that outlasts the lease), or ends every
 * session. Webhooks are answered 503 within a second meanwhile, no thread is stuck for more than ten, and work goes on
 * within five seconds after it is back.
 */
@Tag("proof")
class DatabaseRestartProof {

    private static final Pattern THREAD = Pattern.compile(
            "^\"([^\"]+\" #\\d+).* cpu=([0-9.]+ms).*?\\n(.*?)\\n\\n", Pattern.MULTILINE | Pattern.DOTALL);

    private static final long SECOND = 1_000_000_000L;

    private final List<Double> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Object> resumed = new java.util.LinkedHashMap<>();
    private volatile boolean done;
    private boolean readyWithoutDatabase;
    private long stuck;

    @Test
    void workGoesOnAfterTheDatabaseIsBack() throws InterruptedException {
        try (FaultProxy proxy = new FaultProxy(World.postgres().port());
                World world = World.start("R14", Plant.NONE, 1, 4, Map.of(), proxy.port())) {
            Thread asker = new Thread(() -> askOften(world));
            try (Traffic traffic = Traffic.start(world, 6, 80, 120, 14)) {
                LockSupport.parkNanos(3 * SECOND);
                asker.start();
                kill(world);
                endSessions(world);
                proxy.blackHole(true);
                LockSupport.parkNanos(SECOND);
                proxy.blackHole(false);
                resumes(world, "shortBlackHole");
                proxy.blackHole(true);
                stuck = stuckThreads(world);
                proxy.blackHole(false);
                resumes(world, "blackHole");
                done = true;
                asker.join();
                traffic.close();
            }
            judge(Rest.of(world, Duration.ofSeconds(60)), verdict(world));
        }
    }

    private void kill(World world) {
        World.postgres().kill();
        LockSupport.parkNanos(12 * SECOND);
        readyWithoutDatabase = world.replicas().get(0).isReady();
        World.postgres().restart();
        resumes(world, "killed");
    }

    private void endSessions(World world) {
        world.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'tiktok-shop-integration'");
        resumes(world, "sessionsEnded");
    }

    private void judge(boolean rest, Verdict verdict) {
        double slowest = answers.stream().mapToDouble(x -> x).max().orElse(0);
        Figures.of("R14")
                .with("secondsUntilWorkGoesOn", resumed)
                .with("readyWithoutDatabase", readyWithoutDatabase)
                .with("answers", answers.size())
                .with("slowestAnswerSeconds", slowest)
                .with("threadsStuckForTenSeconds", stuck)
                .with("lost", verdict.lost())
                .with("differing", verdict.differing().size())
                .with("parked", verdict.parked())
                .with("ledger", verdict.ledger())
                .tell();
        assertThat(rest).as("came to rest").isTrue();
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.differing()).isEmpty();
        assertThat(verdict.parked()).as("parked").isZero();
        assertThat(verdict.ledger()).isEmpty();
        assertThat(stuck).as("threads stuck").isZero();
        assertThat(readyWithoutDatabase).as("ready without its database").isFalse();
        assertThat(resumed.values())
                .allSatisfy(seconds -> assertThat((Double) seconds).isLessThan(5));
        assertThat(slowest).as("slowest answer").isLessThan(1.5);
    }

    private static Verdict verdict(World world) {
        HashSet<String> told = new HashSet<>(world.sender.acknowledged().values());
        return Verdict.of(
                world,
                world.shops.stream()
                        .flatMap(shop -> world.tiktok.truth(shop).stream())
                        .filter(order -> told.contains(order.id()))
                        .toList());
    }

    /** Asks all the time how long an answer takes, whatever it says. */
    private void askOften(World world) {
        while (!done) {
            long began = System.nanoTime();
            world.sender.send("{\"type\":13,\"timestamp\":" + System.nanoTime() + "}", "");
            answers.add((System.nanoTime() - began) / 1e9);
            LockSupport.parkNanos(30_000_000);
        }
    }

    /** How long it takes from now until a webhook that was accepted after now has become a message. */
    private void resumes(World world, String after) {
        long began = System.nanoTime();
        String shop = world.shops.get(0);
        String id =
                world.tiktok.place(shop, 1, ",\"status\":\"AWAITING_SHIPMENT\"").get(0);
        TikTok.Order order = world.tiktok.truth(shop).stream()
                .filter(some -> some.id().equals(id))
                .findFirst()
                .orElseThrow();
        String webhook = world.sender.orderWebhook(order);
        long end = began + 30_000_000_000L;
        while (world.sender.send(webhook, id) != 200 && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        while (!delivered(world, id) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        resumed.put(after, (System.nanoTime() - began) / 1e9);
        Figures.progress("R14 %s: works again after %s s", after, resumed.get(after));
    }

    private static boolean delivered(World world, String id) {
        return world.witness.attempts().stream()
                        .filter(attempt -> attempt.taken() && attempt.key().endsWith("/" + id))
                        .map(Attempt::receiver)
                        .distinct()
                        .count()
                == Witness.RECEIVERS.size();
    }

    /** Threads that wait for PostgreSQL without having done anything for ten seconds. */
    private static long stuckThreads(World world) {
        LockSupport.parkNanos(1_500_000_000L);
        Map<String, String> before = waiting(world.replicas().get(0).threads());
        LockSupport.parkNanos(10_000_000_000L);
        Map<String, String> after = waiting(world.replicas().get(0).threads());
        return after.entrySet().stream()
                .filter(thread -> thread.getValue().equals(before.get(thread.getKey())))
                .count();
    }

    private static Map<String, String> waiting(String dump) {
        Map<String, String> threads = new HashMap<>();
        Matcher thread = THREAD.matcher(dump + "\n\n");
        while (thread.find()) {
            if (thread.group(3).contains("org.postgresql.")
                    || thread.group(3).contains("com.zaxxer.hikari.pool.HikariPool.getConnection")) {
                threads.put(thread.group(1), thread.group(2));
            }
        }
        return threads;
    }
}
