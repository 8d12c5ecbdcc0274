package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R1, acknowledged means never lost, and R2, one effect for each message id: under load the integration is killed twelve
 * times and PostgreSQL four times, at chosen moments and at random ones. Pulls are off, so that nothing heals a loss.
 */
@Tag("proof")
class NeverLostProof {

    private static final int KILLS = 12;
    private static final int DATABASE_KILLS = 4;
    private static final int ORDERS = 800;
    private static final int PER_SECOND = 150;
    private static final Duration REST = Duration.ofSeconds(90);

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingAcknowledgedIsLostAndNoEffectComesTwice() {
        try (World world = World.start("R1", Plant.NONE, 1, 8, Map.of())) {
            long began = System.nanoTime();
            long changes = run(world, KILLS, DATABASE_KILLS);
            boolean rest = Rest.of(world, REST);
            Verdict verdict = verdict(world);
            Figures.of("R1")
                    .with("seed", seed)
                    .with("seconds", (System.nanoTime() - began) / 1_000_000_000)
                    .with("kills", KILLS)
                    .with("databaseKills", DATABASE_KILLS)
                    .with("webhooksAcknowledged", world.sender.acknowledged().size())
                    .with("changes", changes)
                    .with("answeredOtherwise", world.sender.refusals())
                    .with("lost", verdict.lost())
                    .with("ordersDiffering", verdict.differing().size())
                    .with("parked", verdict.parked())
                    .with("waiting", Rest.waiting(world))
                    .with("ledger", verdict.ledger())
                    .tell();
            Figures.of("R2")
                    .with("seed", seed)
                    .with("requests", world.witness.attempts().size())
                    .with("repeatedWithTheSameId", Verdict.repetitions(world))
                    .with("doubleEffects", verdict.doubleEffects())
                    .with("idsWithOtherBytes", verdict.changedBodies())
                    .with("unsigned", verdict.unsigned())
                    .with("wentBack", verdict.wentBack())
                    .tell();
            assertThat(verdict.lost()).as("acknowledged and lost").isZero();
            assertThat(rest).as("came to rest").isTrue();
            assertThat(verdict.differing()).isEmpty();
            assertThat(verdict.parked()).as("parked").isZero();
            assertThat(verdict.doubleEffects()).as("double effects").isZero();
            assertThat(verdict.changedBodies()).as("ids with other bytes").isZero();
            assertThat(verdict.unsigned()).as("unsigned").isZero();
            assertThat(verdict.wentBack()).as("went back").isZero();
            assertThat(verdict.ledger()).isEmpty();
            assertThat(Verdict.repetitions(world))
                    .as("repetitions, which the kills have to cause")
                    .isPositive();
        }
    }

    @Test
    void anAnswerBeforeTheCommitIsCaught() {
        Plant plant = Plant.bug("answer before the commit")
                .in(
                        "ingress/Inbox.java",
                        "        return stored;",
                        "        return CompletableFuture.completedFuture(null);");
        caught(plant, Halt.BEFORE_COMMIT_OF_INBOX, false, "R1");
    }

    @Test
    void asynchronousCommitIsCaught() {
        Plant plant = Plant.bug("synchronous_commit off")
                .with("spring.datasource.hikari.data-source-properties.options", "-c synchronous_commit=off")
                .in("settings/DurableDatabase.java", "if (off.next()) {", "if (off.next() && false) {");
        caught(plant, Halt.AFTER_ACKNOWLEDGEMENT, true, "R1");
    }

    @Test
    void settlingBeforeSendingIsCaught() {
        Plant plant = Plant.bug("settle before send");
        for (String receiver : Witness.RECEIVERS) {
            settleFirst(plant, receiver);
        }
        caught(plant, Halt.BETWEEN_SEND_AND_ANSWER, false, "R1");
    }

    private static void settleFirst(Plant plant, String receiver) {
        String file = "downstreams/deliver-to-" + receiver + ".camel.yaml";
        String settle = "              - bean:\n                  id: " + receiver + "-has-it\n"
                + "                  ref: deliveries\n                  method: delivered\n";
        String send = "              - to:\n                  id: send-to-" + receiver + "\n";
        plant.inRoute(file, settle, "").inRoute(file, send, settle + send);
    }

    @Test
    void aNewIdForEachAttemptIsCaught() {
        Plant plant = Plant.bug("new id for each attempt")
                .in(
                        "downstreams/StandardWebhooks.java",
                        "    public void sign(@ExchangeProperty(\"delivery\") ToSign delivery, Exchange exchange) {\n",
                        """
                            public void sign(@ExchangeProperty("delivery") ToSign claimed, Exchange exchange) {
                                ToSign delivery = claimed instanceof Delivery one ? renamed(one) : claimed;
                        """)
                .in("downstreams/StandardWebhooks.java", "    private List<Mac> keyed(String receiver) {\n", """
                            private static Delivery renamed(Delivery one) {
                                String fresh = one.id() + "_" + System.nanoTime();
                                byte[] body = new String(one.body(), StandardCharsets.UTF_8)
                                        .replace(one.id(), fresh).getBytes(StandardCharsets.UTF_8);
                                return new Delivery(one.receiver(), one.shopId(), one.entityKey(), one.epoch(), one.attempts(),
                                        one.revision(), one.position(), one.day(), one.type(), fresh, body,
                                        one.acceptedAt(), one.changedAt(), one.lease(), one.probe(), one.batch(), one.leads(), one.bulk());
                            }

                            private List<Mac> keyed(String receiver) {
                        """);
        caught(plant, Halt.BETWEEN_SEND_AND_ANSWER, false, "R2");
    }

    /** Runs the same load and checks on the planted bug, with the kill that shows it. */
    private void caught(Plant plant, Halt halt, boolean database, String proof) {
        try (World world = World.start("R1-planted", plant, 1, 4, Map.of())) {
            try (Traffic traffic = Traffic.start(world, 4, PER_SECOND, 200, seed)) {
                pause(3_000);
                halt.reach(
                        world,
                        database ? World.postgres()::kill : world.replicas().get(0)::kill);
                if (database) {
                    World.postgres().restart();
                }
                Figures.progress("%s: killed after %d changes", plant.name(), traffic.changes());
                world.replicas(1);
            }
            Rest.of(world, Duration.ofSeconds(25));
            Verdict verdict = verdict(world);
            long faults =
                    proof.equals("R1") ? verdict.lost() + verdict.differing().size() : verdict.doubleEffects();
            Figures.of(proof)
                    .with("planted", plant.name())
                    .with("caught", faults > 0)
                    .with("lost", verdict.lost())
                    .with("differing", verdict.differing().size())
                    .with("doubleEffects", verdict.doubleEffects())
                    .tell();
            assertThat(faults)
                    .as("faults found with the planted bug: " + plant.name())
                    .isPositive();
        }
    }

    private long run(World world, int kills, int databaseKills) {
        try (Traffic traffic = Traffic.start(world, 8, PER_SECOND, ORDERS, seed)) {
            for (int kill = 0; kill < kills; kill++) {
                pause(1_000 + random.nextInt(1_500));
                Halt halt = Halt.values()[kill % Halt.values().length];
                halt.reach(world, world.replicas().get(0)::kill);
                Figures.progress("R1 kill %d of %d: %s, %d changes told", kill + 1, kills, halt, traffic.changes());
                world.replicas(1);
                if (kill % (kills / databaseKills) == 0) {
                    killDatabase(world, kill, traffic);
                }
            }
            pause(1_000);
            traffic.close();
            return traffic.changes();
        }
    }

    private void killDatabase(World world, int kill, Traffic traffic) {
        pause(1_500 + random.nextInt(1_000));
        Halt halt = List.of(
                        Halt.AFTER_ACKNOWLEDGEMENT,
                        Halt.BETWEEN_SEND_AND_ANSWER,
                        Halt.BEFORE_COMMIT_OF_MERGE,
                        Halt.AT_RANDOM)
                .get(kill / 3 % 4);
        halt.reach(world, World.postgres()::kill);
        pause(random.nextInt(500));
        World.postgres().restart();
        Figures.progress("R1 kill of PostgreSQL: %s, %d changes told", halt, traffic.changes());
    }

    private static Verdict verdict(World world) {
        Set<String> told = new HashSet<>(world.sender.acknowledged().values());
        return Verdict.of(
                world,
                world.shops.stream()
                        .flatMap(shop -> world.tiktok.truth(shop).stream())
                        .filter(order -> told.contains(order.id()))
                        .toList());
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
