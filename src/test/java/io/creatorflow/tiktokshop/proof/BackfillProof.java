package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A backfill of a range and one of a list of ids are killed again and again: while TikTok Shop answers, while orders are merged, while a
 * window or a result is settled, and at random. They go on each time, and in the end every order is stored and told once.
 */
@Tag("proof")
class BackfillProof {

    private static final int KILLS = 12;
    private static final int ENOUGH_KILLS = 6;
    private static final int ORDERS = 2_000;
    private static final Map<String, String> KNOBS =
            Map.of("backfills.look-every", "100", "backfills.window-size", "250", "backfills.items-at-once", "250");
    private static final String RANGE = """
            with begun as (
              insert into backfill (stream, shop_id, from_time, to_time, operator)
              values ('orders', '%s', date_trunc('second', now() - interval '3 hours'), date_trunc('second', now()), 'proof')
              returning id, from_time, to_time)
            insert into backfill_window (backfill, from_time, to_time) select id, from_time, to_time from begun
            """;
    private static final String LIST = """
            with begun as (
              insert into backfill (stream, shop_id, operator, asks_for, listed, unasked, windows_left)
              values ('orders', '%s', 'proof', 'order', %d, %2$d, 0) returning id)
            insert into backfill_item (backfill, entity_id) select id, unnest(array['%s']) from begun
            """;
    private static final String RUNNING = "select count(*) from backfill where finished_at is null";
    private static final List<String> TABLES = List.of("", "entity", "backfill_window", "backfill_item", "backfill");

    /**
     * How it ended.
     *
     * @param done orders that the backfills count
     * @param again orders with a second revision
     * @param unread items of the list whose result is another than read
     */
    private record Outcome(int kills, long done, long again, long unread, Verdict verdict) {}

    @Test
    void aKilledBackfillGoesOnAndLosesAndRepeatsNothing() {
        Outcome outcome = killed(Plant.NONE, KILLS);
        figures(outcome)
                .with("again", outcome.again)
                .with("unread", outcome.unread)
                .tell();
        assertThat(outcome.kills).isGreaterThanOrEqualTo(ENOUGH_KILLS);
        assertThat(outcome.done).isEqualTo(2 * ORDERS);
        assertThat(outcome.again).as("orders with a second revision").isZero();
        assertThat(outcome.unread)
                .as("items without the result of their reading")
                .isZero();
        assertThat(outcome.verdict.differing()).isEmpty();
        assertThat(outcome.verdict.doubleEffects()).isZero();
        assertThat(outcome.verdict.parked()).isZero();
        assertThat(outcome.verdict.ledger()).isEmpty();
    }

    @Test
    void aWindowThatIsDoneBeforeItsPagesAreStoredIsCaught() {
        Plant plant = Plant.bug("window done before its pages are stored")
                .with("backfills.window-size", "100000")
                .in(
                        "pulls/BackfillWindows.java",
                        "public PullPage first(@ExchangeProperty(\"window\") BackfillWindow window) {\n",
                        "public PullPage first(@ExchangeProperty(\"window\") BackfillWindow window) {\n"
                                + "        settle.finish(window, 0);\n")
                .in("pulls/BackfillWindows.java", "} else if (settle.goesOn(window)) {", "} else if (next != null) {");
        Outcome outcome = killed(plant, 1);
        boolean caught = !outcome.verdict.differing().isEmpty();
        figures(outcome).with("planted", plant.name()).with("caught", caught).tell();
        assertThat(caught).isTrue();
    }

    private static Figures figures(Outcome outcome) {
        return Figures.of("Backfill")
                .with("kills", outcome.kills)
                .with("orders", 2 * ORDERS)
                .with("done", outcome.done)
                .with("differing", outcome.verdict.differing().size())
                .with("ledger", outcome.verdict.ledger());
    }

    private static Outcome killed(Plant plant, int most) {
        try (World world = World.start("backfill", plant, 1, 2, KNOBS)) {
            begin(world);
            int kills = Halt.again(world, RUNNING, plant.isBug() ? List.of("entity") : TABLES, most);
            world.tiktok.apiFaults("");
            Rest.of(world, RUNNING, Duration.ofSeconds(60));
            Rest.of(world, Duration.ofSeconds(90));
            return new Outcome(
                    kills,
                    world.count("select sum(done) from backfill where finished_at is not null"),
                    world.count("select count(*) from entity where kind = 'order' and revision > 1"),
                    world.count("select count(*) from backfill_item where result is distinct from 'read'"),
                    Verdict.of(world));
        }
    }

    /** Orders of nearly three hours that no webhook tells of: those of one shop are read by their range, those of the other by their ids. */
    private static void begin(World world) {
        String traits = ",\"status\":\"DELIVERED\",\"spreadSeconds\":9000";
        world.shops.forEach(shop -> world.tiktok.place(shop, ORDERS, traits));
        world.tiktok.apiFaults(
                "{\"operations\":[\"search-orders\",\"get-order-detail\"],\"slowPercent\":100,\"slowMillis\":400}");
        List<String> ids = world.tiktok.truth(world.shops.get(1)).stream()
                .map(TikTok.Order::id)
                .toList();
        world.sql(RANGE.formatted(world.shops.get(0)));
        world.sql(LIST.formatted(world.shops.get(1), ids.size(), String.join("','", ids)));
    }
}
