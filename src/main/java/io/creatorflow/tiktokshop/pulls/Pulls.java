package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each stream of each shop has been pulled. A window goes from the watermark, less an overlap, to now, less a
 * margin, by the clock of the database, and the watermark moves only once the whole window is stored. A window that holds too
 * much is read in parts, each half as long until it fits. Never two pulls at once for a shop and stream, nor one after the other
 * because two replicas have the same schedule: the row is claimed.
 */
@Component("pulls")
public class Pulls {

    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    private static final String KNOW_SHOPS = """
            insert into pull (stream, shop_id) select :stream, shop_id from shop where state = 'connected'
            on conflict (stream, shop_id) do nothing
            """;
    private static final String CLAIM = """
            with due as (
              select p.stream, p.shop_id, p.claimed_at is null and p.part_from is not null as part
              from pull p join shop s using (shop_id)
              where p.stream = :stream and s.state = 'connected' and p.owner is null
                and (p.claimed_at is null or p.claimed_at <= clock_timestamp() - make_interval(secs => :rest))
              order by p.finished_at nulls first, p.shop_id for update of p skip locked)
            update pull p set owner = :owner, epoch = p.epoch + 1, claimed_at = clock_timestamp()
            from due where p.stream = due.stream and p.shop_id = due.shop_id and (not :parts or exists (select from due where part))
            returning p.shop_id, p.watermark, p.epoch, p.narrowed, p.part_from, p.claimed_at
            """;
    private static final String FINISH = """
            update pull set watermark = case when :last then greatest(watermark, :to) else watermark end,
              part_from = case when :last then null else cast(:to as timestamptz) end, claimed_at = case when :last then claimed_at end,
              narrowed = greatest(narrowed - 1, 0), owner = null, finished_at = clock_timestamp(), refused_code = null
            where stream = :stream and shop_id = :shop and owner = :owner and epoch = :epoch
            """;
    private static final String RELEASE = """
            with released as (
              update pull set owner = null, refused_code = nullif(:code, 0)
              where stream = :stream and shop_id = :shop and owner = :owner and epoch = :epoch returning shop_id)
            insert into issue_report (kind, shop_id, subject, code)
            select 'api-refused', :cause, :scope, :code from released where :issue
            """;
    private static final String NARROW = """
            update pull set owner = null, claimed_at = null, narrowed = narrowed + 1, part_from = :from
            where stream = :stream and shop_id = :shop and owner = :owner and epoch = :epoch
            """;

    private final JdbcClient database;
    private final Leases leases;
    private final Duration notSoonerThan;
    private final Duration overlap;
    private final Duration margin;
    private final Duration firstWindow;

    Pulls(
            JdbcClient database,
            Leases leases,
            @Value("${pulls.not-sooner-than}") Duration notSoonerThan,
            @Value("${pulls.overlap}") Duration overlap,
            @Value("${pulls.margin}") Duration margin,
            @Value("${pulls.first-window}") Duration firstWindow) {
        this.database = database;
        this.leases = leases;
        this.notSoonerThan = notSoonerThan;
        this.overlap = overlap;
        this.margin = margin;
        this.firstWindow = firstWindow;
    }

    /** Claims the stream of every connected shop that nobody is pulling now, nor was it a moment ago. */
    public List<Pull> claim(String stream) {
        return claim(stream, firstWindow);
    }

    /**
     * Claims in the same way.
     *
     * @param sinceWhen how far the first window of a shop goes back
     */
    public List<Pull> claim(String stream, Duration sinceWhen) {
        return claim(stream, sinceWhen, false);
    }

    /**
     * Claims what is left of windows that are read in parts, and with it whatever else is due: nobody waits for a shop that has
     * much to be read.
     *
     * @return null when no part is left
     */
    public @Nullable List<Pull> rest(String stream) {
        return rest(stream, firstWindow);
    }

    /**
     * Claims in the same way.
     *
     * @param sinceWhen how far the first window of a shop goes back
     * @return null when no part is left
     */
    public @Nullable List<Pull> rest(String stream, Duration sinceWhen) {
        List<Pull> windows = claim(stream, sinceWhen, true);
        return windows.isEmpty() ? null : windows;
    }

    private List<Pull> claim(String stream, Duration sinceWhen, boolean parts) {
        database.sql(KNOW_SHOPS).param("stream", stream).update();
        Lease lease = leases.current();
        return leases.surely(
                lease,
                () -> database.sql(CLAIM)
                        .param("stream", stream)
                        .param("owner", lease.id())
                        .param("rest", notSoonerThan.toSeconds())
                        .param("parts", parts)
                        .query((row, number) -> window(row, stream, sinceWhen, lease))
                        .list());
    }

    private Pull window(ResultSet row, String stream, Duration sinceWhen, Lease lease) throws SQLException {
        Instant to = row.getTimestamp("claimed_at").toInstant().minus(margin).truncatedTo(ChronoUnit.SECONDS);
        Instant from = from(row, to, sinceWhen);
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        Instant end = from.plusSeconds(Math.max(Math.min(1, seconds), seconds >> row.getInt("narrowed")));
        boolean last = !end.isBefore(to);
        return new Pull(stream, row.getString("shop_id"), from, end, last, row.getLong("epoch"), lease);
    }

    /** In whole seconds, as the end is: parts of whole seconds would never come to it else. */
    private Instant from(ResultSet row, Instant to, Duration sinceWhen) throws SQLException {
        Timestamp part = row.getTimestamp("part_from");
        Timestamp watermark = row.getTimestamp("watermark");
        if (part != null) {
            return part.toInstant();
        }
        Instant from =
                watermark == null ? to.minus(sinceWhen) : watermark.toInstant().minus(overlap);
        return from.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The window is stored: the next one begins where it ends. A part of one leaves the watermark to the last part. */
    public void finished(Pull pull) {
        settle(FINISH, pull, Map.of("to", Timestamp.from(pull.to()), "last", pull.last()));
    }

    /**
     * The window could not be read to its end: the watermark stays, and the next run reads it again. If it held more than a
     * search gives, its first half is read at once. A refusal that a person has to mend is reported.
     */
    public void failed(Pull pull, Exception cause) {
        if (isToBeCut(pull, cause)) {
            LOG.info("The pull of {} of shop {} goes on in parts", pull.stream(), pull.shopId());
            settle(NARROW, pull, Map.of("from", Timestamp.from(pull.from())));
            return;
        }
        LOG.warn("The pull of {} of shop {} is put off: {}", pull.stream(), pull.shopId(), cause.toString());
        PullFailure failure = PullFailure.of(cause);
        Map<String, Object> report = Map.of(
                "code", failure.code(),
                "scope", failure.scope(),
                "issue", failure.needsAPerson(),
                "cause", failure.cause(pull.shopId()));
        settle(RELEASE, pull, report);
    }

    /** Whether a window could not be read because it holds more than a search gives, or than is read at once, and can be halved. */
    public static boolean isToBeCut(Pull window, Exception cause) {
        return window.canBeNarrowed() && PullFailure.of(cause).isTooMany();
    }

    private void settle(String sql, Pull pull, Map<String, ?> values) {
        JdbcClient.StatementSpec settlement = database.sql(sql)
                .params(values)
                .param("stream", pull.stream())
                .param("shop", pull.shopId())
                .param("owner", pull.lease().id())
                .param("epoch", pull.epoch());
        leases.surely(pull.lease(), settlement::update);
    }
}
