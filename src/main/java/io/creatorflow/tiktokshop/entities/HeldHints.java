package io.creatorflow.tiktokshop.entities;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds the hints of a shop's kind while TikTok Shop refuses every call that reads them: no replica claims any. When the time is over, one batch is
 * tried. A good read ends it ({@link SettleHints}), and so does connecting the shop again.
 */
@Component
class HeldHints {

    private static final String HOLD = """
            insert into hint_held as d (kind, shop_id, seconds, held_until)
            select :kind, :shop, first, statement_timestamp() + make_interval(secs => greatest(:delay, first))
            from (select least(5, :longest::integer) as first) f
            on conflict (kind, shop_id) do update set (seconds, held_until) = (
              select next, greatest(d.held_until, statement_timestamp() + make_interval(secs => greatest(:delay, next)))
              from (select case when d.held_until > statement_timestamp() then d.seconds
                else least(:longest::integer, greatest(5, 2 * d.seconds)) end as next) n)
            """;

    private final JdbcClient database;

    HeldHints(JdbcClient database) {
        this.database = database;
    }

    /**
     * Holds them, for five seconds and for twice as long each time. When several replicas are refused at once, that counts once.
     *
     * @param delay for how long at the least
     * @param longest to double to
     */
    void hold(HintBatch refused, Duration delay, Duration longest) {
        database.sql(HOLD)
                .param("kind", refused.kind().name())
                .param("shop", refused.shopId())
                .param("delay", delay.toMillis() / 1000.0)
                .param("longest", longest.toSeconds())
                .update();
    }
}
