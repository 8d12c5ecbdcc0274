package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far each stream of each shop has been pulled. A window goes from the watermark, less an overlap, to now, less a
 * margin, and the watermark moves only once the whole window is stored. Never two pulls at once for a shop and stream: the
 * row is claimed.
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
              select p.stream, p.shop_id from pull p join shop s using (shop_id)
              where p.stream = :stream and s.state = 'connected' and p.owner is null
              order by p.finished_at nulls first, p.shop_id for update of p skip locked)
            update pull p set owner = :owner, epoch = p.epoch + 1
            from due where p.stream = due.stream and p.shop_id = due.shop_id
            returning p.shop_id, p.watermark, p.epoch, p.narrowed
            """;
    private static final String FINISH = """
            update pull set watermark = greatest(watermark, :to), narrowed = greatest(narrowed - 1, 0), owner = null,
              finished_at = clock_timestamp(), refused_code = null
            where stream = :stream and shop_id = :shop and owner = :owner and epoch = :epoch
            """;
    private static final String RELEASE = """
            with released as (
              update pull set owner = null, narrowed = narrowed + :narrower, refused_code = nullif(:code, 0)
              where stream = :stream and shop_id = :shop and owner = :owner and epoch = :epoch returning shop_id)
            insert into issue_report (kind, shop_id, subject, code)
            select 'api-refused', :cause, :scope, :code from released where :issue
            """;

    private final JdbcClient database;
    private final Leases leases;
    private final Clock clock;
    private final Duration overlap;
    private final Duration margin;
    private final Duration firstWindow;

    Pulls(
            JdbcClient database,
            Leases leases,
            Clock clock,
            @Value("${pulls.overlap}") Duration overlap,
            @Value("${pulls.margin}") Duration margin,
            @Value("${pulls.first-window}") Duration firstWindow) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.overlap = overlap;
        this.margin = margin;
        this.firstWindow = firstWindow;
    }

    /** Claims the stream of every connected shop that nobody is pulling now. */
    @Transactional
    public List<Pull> claim(String stream) {
        return claim(stream, firstWindow);
    }

    /**
     * Claims in the same way.
     *
     * @param sinceWhen how far the first window of a shop goes back
     */
    @Transactional
    public List<Pull> claim(String stream, Duration sinceWhen) {
        Lease lease = leases.current();
        Instant to = clock.instant().minus(margin).truncatedTo(ChronoUnit.SECONDS);
        database.sql(KNOW_SHOPS).param("stream", stream).update();
        return database.sql(CLAIM)
                .param("stream", stream)
                .param("owner", lease.id())
                .query((row, number) -> {
                    Timestamp watermark = row.getTimestamp("watermark");
                    Instant from = watermark == null
                            ? to.minus(sinceWhen)
                            : watermark.toInstant().minus(overlap);
                    Instant end = from.plusSeconds(Duration.between(from, to).toSeconds() >> row.getInt("narrowed"));
                    return new Pull(stream, row.getString("shop_id"), from, end, row.getLong("epoch"), lease);
                })
                .list();
    }

    /** The whole window is stored: the next one begins where it ends. */
    public void finished(Pull pull) {
        settle(FINISH, pull).param("to", Timestamp.from(pull.to())).update();
    }

    /**
     * The window could not be read to its end: the watermark stays, and the next run reads it again, or half of it if it held
     * more than a search gives. A refusal that a person has to mend is reported.
     */
    public void failed(Pull pull, Exception cause) {
        LOG.warn("The pull of {} of shop {} is put off: {}", pull.stream(), pull.shopId(), cause.toString());
        PullFailure failure = PullFailure.of(cause);
        settle(RELEASE, pull)
                .param("narrower", failure.isTooMany() ? 1 : 0)
                .param("code", failure.code())
                .param("scope", failure.scope())
                .param("issue", failure.needsAPerson())
                .param("cause", failure.cause(pull.shopId()))
                .update();
    }

    private JdbcClient.StatementSpec settle(String sql, Pull pull) {
        return database.sql(sql)
                .param("stream", pull.stream())
                .param("shop", pull.shopId())
                .param("owner", pull.lease().id())
                .param("epoch", pull.epoch());
    }
}
