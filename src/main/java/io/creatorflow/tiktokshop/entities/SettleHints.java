package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles claimed hints, each by an explicit outcome, within the transaction that stored what was read. A hint that was
 * asked for again meanwhile stays and is due at once. Backfills that asked for the entity by its id are told what came of it.
 */
@Component
class SettleHints {

    private static final String SETTLE = """
            with look as (
              select * from unnest(:shops::text[], :ids::text[], :owners::uuid[], :epochs::bigint[], :versions::bigint[], :outcomes::text[],
                :dues::timestamptz[], :delays::float8[], :reasons::text[], :codes::integer[], :results::text[])
                as l (shop_id, entity_id, owner, epoch, version, outcome, due_at, delay, reason, code, result)),
            held as (
              select l.shop_id, l.entity_id, h.version <> l.version as asked_again, l.outcome, l.due_at, l.delay, l.reason,
                l.code, l.result
              from (select * from look order by shop_id, entity_id) l cross join lateral (
                select version from hint
                where kind = :kind and shop_id = l.shop_id and entity_id = l.entity_id and owner = l.owner and epoch = l.epoch
                for update) h),
            over as (
              select shop_id, entity_id from held where not asked_again and outcome in ('done', 'parked')),
            gone as (
              delete from hint h using over where h.kind = :kind and h.shop_id = any (:shops::text[])
                and h.entity_id = any (array(select entity_id from over))
                and h.shop_id = over.shop_id and h.entity_id = over.entity_id),
            stays as (
              update hint h set owner = null, failures = case when held.outcome = 'alone' then :alone else 0 end,
                due_at = case when held.asked_again then statement_timestamp()
                  else coalesce(held.due_at, statement_timestamp() + make_interval(secs => held.delay)) end,
                waiting_since = case when held.outcome in ('again', 'alone', 'reread') then h.waiting_since
                  when held.asked_again then statement_timestamp() else held.due_at end,
                looks = case when held.outcome in ('again', 'alone') then h.looks + 1 else 0 end,
                believe = held.outcome = 'reread', refused_code = nullif(held.code, 0), request_id = null
              from held where h.kind = :kind and h.shop_id = any (:shops::text[]) and h.entity_id = any (:ids::text[])
                and h.shop_id = held.shop_id and h.entity_id = held.entity_id and (held.asked_again or held.outcome not in ('done', 'parked'))),
            parked as (
              insert into hint_parked as p (kind, shop_id, entity_id, reason, code)
              select :kind, shop_id, entity_id, reason, code from held where outcome = 'parked' and not asked_again
              on conflict (kind, shop_id, entity_id) do update set
                reason = excluded.reason, code = excluded.code, parked_at = clock_timestamp()),
            reported as (
              insert into issue_report (kind, shop_id, subject, code, times)
              select 'entity-parked', shop_id, :kind, code, count(*) from held
              where outcome = 'parked' and not asked_again group by shop_id, code),
            mended as (
              delete from hint_parked p using held where p.kind = :kind and p.shop_id = any (:shops::text[])
                and p.entity_id = any (:ids::text[]) and p.shop_id = held.shop_id and p.entity_id = held.entity_id
                and held.outcome in ('done', 'then')),
            read as (
              delete from hint_held where kind = :kind and shop_id = any (:shops::text[])),
            told as (
              update backfill_item i set code = nullif(held.code, 0), result = case when held.result = 'read' and i.revision = (
                select revision from entity e where e.kind = :kind and e.shop_id = held.shop_id and e.entity_id = i.entity_id)
                then 'unchanged' else held.result end
              from held where i.backfill = any (array(
                  select id from backfill where shop_id = any (:shops::text[]) and asks_for = :kind and finished_at is null))
                and i.entity_id = any (array(select entity_id from held where result is not null and not asked_again))
                and i.entity_id = held.entity_id and held.shop_id = (select shop_id from backfill where id = i.backfill)
                and i.asked and i.result is null)
            select count(*) from held
            """;

    private final JdbcClient database;

    SettleHints(JdbcClient database) {
        this.database = database;
    }

    private record Settled(HintBatch batch, Hint hint, Look look) {}

    /**
     * Settles batches of one kind.
     *
     * @param looks what came of each hint
     * @throws ClaimLost when some hint is no longer held under its claim
     */
    void settle(List<HintBatch> batches, Map<EntityId, Look> looks) {
        HintBatch first = batches.get(0);
        List<Settled> settled = batches.stream()
                .flatMap(batch -> batch.hints().stream()
                        .map(hint -> new Settled(batch, hint, Objects.requireNonNull(looks.get(batch.id(hint))))))
                .toList();
        int held = database.sql(SETTLE)
                .param("kind", first.kind().name())
                .param("alone", first.failuresUntilAlone())
                .param("shops", column(settled, s -> s.batch().shopId()).toArray(String[]::new))
                .param("ids", column(settled, s -> s.hint().entityId()).toArray(String[]::new))
                .param("owners", column(settled, s -> s.batch().lease().id()).toArray(UUID[]::new))
                .param("epochs", column(settled, s -> s.hint().epoch()).toArray(Long[]::new))
                .param("versions", column(settled, s -> s.hint().version()).toArray(Long[]::new))
                .params(outcomes(settled))
                .query(Integer.class)
                .single();
        if (held != settled.size()) {
            throw new ClaimLost(settled.size(), held);
        }
    }

    private static Map<String, Object[]> outcomes(List<Settled> settled) {
        return Map.of(
                "outcomes", column(settled, s -> s.look().outcome()).toArray(String[]::new),
                "dues", column(settled, s -> s.look().dueAt()).toArray(Timestamp[]::new),
                "delays", column(settled, s -> s.look().delaySeconds()).toArray(Double[]::new),
                "reasons", column(settled, s -> s.look().reason()).toArray(String[]::new),
                "codes", column(settled, s -> s.look().code()).toArray(Integer[]::new),
                "results", column(settled, s -> s.look().result()).toArray(String[]::new));
    }

    private static <T extends @Nullable Object> List<T> column(List<Settled> settled, Function<Settled, T> value) {
        return settled.stream().map(value).toList();
    }

    private static final String RELEASE = """
            update hint h set owner = null, failures = h.failures + :failures,
              due_at = statement_timestamp() + make_interval(secs => :delay)
            from unnest(:ids::text[], :epochs::bigint[]) as c (entity_id, epoch)
            where h.kind = :kind and h.shop_id = :shop and h.entity_id = any (:ids::text[])
              and h.entity_id = c.entity_id and h.owner = :owner and h.epoch = c.epoch
            """;

    /**
     * Lets a batch go unsettled.
     *
     * @param failures to add to each hint's count: each one halves the next batch
     * @param delay until they are due again
     */
    void release(HintBatch batch, int failures, Duration delay) {
        claimed(RELEASE, batch)
                .param("failures", failures)
                .param("delay", delay.toMillis() / 1000.0)
                .update();
    }

    private static final String REFUSED = """
            with kept as (
              update hint h set owner = null, due_at = statement_timestamp() + make_interval(secs => :delay),
                refused_code = nullif(:code, 0), request_id = :request
              from unnest(:ids::text[], :epochs::bigint[]) as c (entity_id, epoch)
              where h.kind = :kind and h.shop_id = :shop and h.entity_id = any (:ids::text[])
                and h.entity_id = c.entity_id and h.owner = :owner and h.epoch = c.epoch
              returning h.entity_id)
            insert into issue_report (kind, shop_id, subject, code)
            select 'api-refused', :cause, :scope, :code where :issue and exists (select 1 from kept)
            """;

    /** Lets a batch wait that TikTok Shop refused to read; when only a person can mend that, it is reported. */
    void refused(HintBatch batch, TikTokShopException refusal, Duration delay) {
        claimed(REFUSED, batch)
                .param("delay", delay.toMillis() / 1000.0)
                .param("code", refusal.code())
                .param("request", refusal.requestId())
                .param("issue", refusal.needsAPerson())
                .param("scope", refusal.missingScope())
                .param("cause", refusal.concernsTheShop() ? batch.shopId() : Message.NO_SHOP)
                .update();
    }

    private JdbcClient.StatementSpec claimed(String sql, HintBatch batch) {
        return database.sql(sql)
                .param("kind", batch.kind().name())
                .param("shop", batch.shopId())
                .param("owner", batch.lease().id())
                .param("ids", batch.ids().toArray(String[]::new))
                .param("epochs", batch.hints().stream().map(Hint::epoch).toArray(Long[]::new));
    }

    static Hint hint(ResultSet row) throws SQLException {
        return new Hint(
                row.getString("entity_id"),
                SqlTime.instant(row.getTimestamp("newest_event")),
                row.getLong("version"),
                row.getInt("looks"),
                row.getBoolean("believe"),
                row.getLong("epoch"));
    }
}
