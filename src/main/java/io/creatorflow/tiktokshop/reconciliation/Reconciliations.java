package io.creatorflow.tiktokshop.reconciliation;

import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.entities.EntityComparison;
import io.creatorflow.tiktokshop.pulls.BackfillStreams;
import io.creatorflow.tiktokshop.pulls.Pull;
import io.creatorflow.tiktokshop.pulls.Pulls;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reconciliations of each shop and kind: begun on schedule or by a person, and read window by window. A window is claimed, and
 * {@code reached} moves once it was compared to its end. Windows grow while little is listed in them and shrink when much is.
 */
@Component("reconciliations")
public class Reconciliations {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);
    private static final int FEW = 500;
    private static final int MANY = 5_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final List<String> KINDS = List.copyOf(new TreeSet<>(BackfillStreams.KINDS.values()));

    private static final String BEGIN = """
            with begun as (
              insert into reconciliation as r (shop_id, kind, from_time, to_time, reached, operator)
              select s.shop_id, k.kind, :from::timestamptz, :to::timestamptz, :from::timestamptz, :operator::text
              from shop s cross join unnest(:kinds::text[]) as k (kind)
              where s.state = 'connected' and (:shop::text is null or s.shop_id = :shop)
                and (:operator::text is not null or not exists (
                  select from reconciliation b where b.shop_id = s.shop_id and b.kind = k.kind
                    and b.started_at > clock_timestamp() - interval '10 minutes' and b.from_time < :from::timestamptz + interval '1 hour'))
              order by s.shop_id, k.kind
              on conflict (shop_id, kind) where finished_at is null do update set from_time = excluded.from_time,
                to_time = excluded.to_time, reached = excluded.reached, walked_to = '', walked = false, owner = null,
                due_at = clock_timestamp(), operator = excluded.operator
                where excluded.from_time < r.from_time
              returning id),
            untold as (
              delete from reconciliation_receiver where reconciliation_id in (select id from begun))
            select id from begun
            """;
    private static final String CLAIM = """
            with due as (
              select r.id from reconciliation r join shop s using (shop_id)
              where r.finished_at is null and r.reached < r.to_time and r.owner is null
                and r.due_at <= statement_timestamp() and s.state = 'connected'
              order by r.due_at, r.id limit 16 for update of r skip locked)
            update reconciliation r set owner = :owner, epoch = r.epoch + 1 from due where r.id = due.id
            returning r.id, r.shop_id, r.kind, r.reached, least(r.to_time, r.reached + make_interval(secs => r.window_seconds)) as until,
              r.epoch
            """;
    private static final String FINISH = """
            update reconciliation set owner = null, reached = :to, due_at = clock_timestamp(), failure = null,
              window_seconds = case when :listed < :few then least(window_seconds * 2, 315360000)
                when :listed > :many then greatest(window_seconds / 2, 1) else window_seconds end
            where id = :id and owner = :owner and epoch = :epoch
            """;
    private static final String PUT_OFF = """
            update reconciliation set owner = null, failure = :failure, due_at = clock_timestamp() + make_interval(secs => :pause),
              window_seconds = greatest(window_seconds / 2, 1)
            where id = :id and owner = :owner and epoch = :epoch
            """;
    private static final String SETTLED = """
            select exists (select from reconciliation r where r.finished_at is null and r.walked and not exists (
              select from difference d where d.reconciliation_id = r.id and d.settled_at is null))
            """;

    private final JdbcClient database;
    private final Leases leases;
    private final Clock clock;
    private final EntityComparison entities;
    private final Differences differences;
    private final Duration settled;
    private final Duration span;

    Reconciliations(
            JdbcClient database,
            Leases leases,
            Clock clock,
            EntityComparison entities,
            Differences differences,
            @Value("${reconciliation.settled-after}") Duration settled,
            @Value("${reconciliation.span}") Duration span) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.entities = entities;
        this.differences = differences;
        this.settled = settled;
        this.span = span;
    }

    /** Begins the reconciliation of what changed lately, of every shop and kind that has none, nor had a moment ago: each replica has the schedule. */
    @Transactional
    public void beginRolling() {
        begin(null, KINDS, clock.instant().minus(span), null);
    }

    /**
     * Begins reconciliations: one at a time of a shop and kind. One that is under way, and does not go back as far, begins anew from there.
     *
     * @param shop only of this one; null for all
     * @param from what was updated before is left out
     * @param operator who asked; null for the schedule
     * @return their ids; none where one that goes back as far is under way
     */
    @Transactional
    public List<Long> begin(@Nullable String shop, List<String> kinds, Instant from, @Nullable String operator) {
        return database.sql(BEGIN)
                .param("shop", shop)
                .param("kinds", kinds.toArray(String[]::new))
                .param("from", Timestamp.from(from.truncatedTo(ChronoUnit.SECONDS)))
                .param("to", Timestamp.from(clock.instant().minus(settled).truncatedTo(ChronoUnit.SECONDS)))
                .param("operator", operator)
                .query(Long.class)
                .list();
    }

    /** The names of what can be compared. */
    public static List<String> kinds() {
        return KINDS;
    }

    /** Whether of some all windows and our copies are gone through, and all that differed is settled. */
    public boolean anySettled() {
        return database.sql(SETTLED).query(Boolean.class).single();
    }

    /** Claims the next window of reconciliations that nobody is at. */
    public List<WindowComparison> claim() {
        Lease lease = leases.current();
        return leases.surely(
                lease,
                () -> database.sql(CLAIM)
                        .param("owner", lease.id())
                        .query((row, number) -> window(row, lease))
                        .list());
    }

    private WindowComparison window(ResultSet row, Lease lease) throws SQLException {
        Pull window = new Pull(
                "reconciliation",
                row.getString("shop_id"),
                row.getTimestamp("reached").toInstant(),
                row.getTimestamp("until").toInstant(),
                true,
                row.getLong("epoch"),
                lease);
        return new WindowComparison(row.getLong("id"), row.getString("kind"), window, entities, differences);
    }

    /** The window was compared to its end. */
    public void finished(WindowComparison compared) {
        Timestamp to = Timestamp.from(compared.window().to());
        settle(FINISH, compared, Map.of("to", to, "listed", compared.listed(), "few", FEW, "many", MANY));
    }

    /**
     * The window could not be read to its end: half of it is tried a minute later, or at once if it held too much and can be cut. What was found stays
     * noted.
     */
    public void failed(WindowComparison compared, Exception cause) {
        TikTokShopException refusal = DatabaseTrouble.find(TikTokShopException.class, cause);
        String failure = refusal == null ? cause.getClass().getSimpleName() : "TikTok Shop's code " + refusal.code();
        LOG.warn("Reconciliation {} is put off: {}", compared.reconciliation(), cause.toString());
        long pause = Pulls.isToBeCut(compared.window(), cause) ? 0 : PAUSE.toSeconds();
        settle(PUT_OFF, compared, Map.of("failure", failure, "pause", pause));
    }

    private void settle(String sql, WindowComparison compared, Map<String, ?> values) {
        Lease lease = compared.window().lease();
        JdbcClient.StatementSpec settlement = database.sql(sql)
                .params(values)
                .param("id", compared.reconciliation())
                .param("owner", lease.id())
                .param("epoch", compared.window().epoch());
        leases.surely(lease, settlement::update);
    }
}
