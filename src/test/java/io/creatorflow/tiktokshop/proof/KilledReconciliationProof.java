package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A reconciliation of orders that nothing told of is killed again and again: while TikTok Shop answers, while it notes what it saw and what differs,
 * while a window is settled, while orders are repaired, and at random. It goes on each time, and in the end it has compared each
 * order once, found each missing, and repaired it; the next one finds nothing.
 */
@Tag("proof")
class KilledReconciliationProof {

    private static final int KILLS = 12;
    private static final int ENOUGH_KILLS = 6;
    private static final int SHOPS = 2;
    private static final int ORDERS = 1_000;
    private static final Map<String, String> KNOBS =
            Map.of("reconciliation.look-every", "100", "reconciliation.settled-after", "PT0S");
    private static final String RUNNING = "select count(*) from reconciliation where finished_at is null";
    private static final List<String> TABLES =
            List.of("", "reconciliation_seen", "difference", "reconciliation", "hint", "entity");

    /** Windows of a minute at first, over the hours in which the orders were updated: the first one has some already, for the first kill. */
    private static final String BEGIN = """
            insert into reconciliation (shop_id, kind, from_time, to_time, reached, window_seconds)
            select shop_id, 'order', now() - interval '3 hours', date_trunc('second', now()), now() - interval '3 hours', 60
            from shop where state = 'connected'
            """;

    /**
     * How it ended.
     *
     * @param found differences that were noted
     * @param repaired those of which our copy is equal now
     * @param wrong orders of a reconciliation afterwards
     */
    private record Outcome(int kills, long compared, long found, long repaired, long wrong, Verdict verdict) {}

    @Test
    void aKilledReconciliationGoesOnAndMissesNothing() {
        Outcome outcome = killed(Plant.NONE, KILLS);
        figures(outcome).tell();
        assertThat(outcome.kills).isGreaterThanOrEqualTo(ENOUGH_KILLS);
        assertThat(outcome.compared).isEqualTo(SHOPS * ORDERS);
        assertThat(outcome.found).isEqualTo(SHOPS * ORDERS);
        assertThat(outcome.repaired).isEqualTo(SHOPS * ORDERS);
        assertThat(outcome.wrong).isZero();
        assertThat(outcome.verdict.differing()).isEmpty();
        assertThat(outcome.verdict.doubleEffects()).isZero();
        assertThat(outcome.verdict.parked()).isZero();
        assertThat(outcome.verdict.ledger()).isEmpty();
    }

    @Test
    void aWindowThatIsPassedBeforeItIsComparedIsCaught() {
        Plant plant = Plant.bug("window passed before it is compared")
                .in(
                        "reconciliation/Reconciliations.java",
                        ".query((row, number) -> window(row, lease))\n                        .list());",
                        ".query((row, number) -> window(row, lease))\n"
                                + "                        .list().stream().peek(this::finished).toList());");
        Outcome outcome = killed(plant, 2);
        boolean caught = outcome.found < SHOPS * ORDERS;
        figures(outcome).with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).isTrue();
    }

    private static Figures figures(Outcome outcome) {
        return Figures.of("Reconciliation killed")
                .with("kills", outcome.kills)
                .with("orders", SHOPS * ORDERS)
                .with("compared", outcome.compared)
                .with("found", outcome.found)
                .with("repaired", outcome.repaired)
                .with("wrongAfterwards", outcome.wrong)
                .with("differing", outcome.verdict.differing().size())
                .with("ledger", outcome.verdict.ledger());
    }

    private static Outcome killed(Plant plant, int most) {
        try (World world = World.start("reconciliation-killed", plant, 1, SHOPS, KNOBS)) {
            world.shops.forEach(
                    shop -> world.tiktok.place(shop, ORDERS, ",\"status\":\"DELIVERED\",\"spreadSeconds\":10770"));
            world.tiktok.apiFaults("{\"operations\":[\"search-orders\"],\"slowPercent\":100,\"slowMillis\":1500}");
            world.sql(BEGIN);
            int kills = Halt.again(world, RUNNING, TABLES, most);
            world.tiktok.apiFaults("");
            Rest.of(world, RUNNING, Duration.ofSeconds(120));
            Rest.of(world, Duration.ofSeconds(90));
            long compared = world.count("select coalesce(sum(compared), 0) from reconciliation");
            long found = world.count("select count(*) from difference");
            long repaired = world.count("select count(*) from difference where outcome = 'equal'");
            long last = world.count("select max(id) from reconciliation");
            Reconciled.of(world);
            long wrong = world.count("select sum(wrong) from reconciliation where kind = 'order' and id > " + last);
            return new Outcome(kills, compared, found, repaired, wrong, Verdict.of(world));
        }
    }
}
