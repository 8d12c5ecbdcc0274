package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.pulls.BackfillStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Backfills: begun, paused, resumed and cancelled by a person; they go on by themselves, also after a restart. */
@Component("backfills")
public class Backfills {

    private static final String START = """
            with old as (
              delete from backfill where id = any (array(
                select id from backfill where finished_at < clock_timestamp() - interval '400 days' order by finished_at limit 3))),
            begun as (
              insert into backfill (stream, shop_id, from_time, to_time, operator, asks_for, windows_left)
              select :stream, shop_id, :from::timestamptz, :to::timestamptz, :operator, :kind, case when :list then 0 else 1 end
              from shop where shop_id = :shop and state = 'connected' returning id),
            whole as (
              insert into backfill_window (backfill, from_time, to_time) select id, :from, :to from begun where not :list)
            select id from begun
            """;
    private static final String LIST = """
            with listed as (insert into backfill_item (backfill, entity_id) select :id, unnest(:ids::text[]))
            update backfill set listed = listed + cardinality(:ids::text[]), unasked = unasked + cardinality(:ids::text[])
            where id = :id
            """;

    /** So many are inserted well within the time that a statement has. */
    private static final int AT_A_TIME = 10_000;

    private static final String SHOW = """
            select b.id, b.stream, b.shop_id as shop, b.from_time as "from", b.to_time as "to",
              b.asks_for is not null as "byId",
              case when b.cancelled_by is not null then 'cancelled' when b.finished_at is not null then 'finished'
                when b.paused_at is not null then 'paused' else 'running' end as state,
              b.done, case when b.asks_for is not null and b.windows_left = 0 then b.listed when b.finished_at is not null then b.done
                else greatest(b.done, b.listed) + w.expected end as total,
              b.windows_done as "windowsDone", b.windows_left as "windowsLeft",
              case when b.finished_at is null and b.paused_at is null then (b.done - b.done_before)
                / greatest(extract(epoch from clock_timestamp() - b.going_since), 1)::float8 end as rate,
              b.failure, b.operator, b.started_at as "startedAt", b.paused_at as "pausedAt", b.paused_by as "pausedBy",
              b.finished_at as "finishedAt", b.cancelled_by as "cancelledBy"
            from backfill b cross join lateral (select sum(expected)::bigint as expected from backfill_window where backfill = b.id) w
            where (:id::bigint is null or b.id = :id) and b.id < coalesce(:after::bigint, 9223372036854775807)
            order by b.id desc limit :limit
            """;
    private static final String PAUSE = """
            update backfill set paused_at = clock_timestamp(), paused_by = :operator
            where id = :id and finished_at is null and paused_at is null
            """;
    private static final String RESUME = """
            with due as (update backfill_window set due_at = clock_timestamp(), failures = 0 where backfill = :id and owner is null)
            update backfill set paused_at = null, paused_by = null, going_since = clock_timestamp(), done_before = done,
              progress_at = clock_timestamp()
            where id = :id and finished_at is null and paused_at is not null
            """;
    private static final String CANCEL = """
            with cancelled as (
              update backfill set finished_at = clock_timestamp(), cancelled_by = :operator, windows_left = 0
              where id = :id and finished_at is null returning id),
            dropped as (delete from backfill_window where backfill in (select id from cancelled))
            select count(*) from cancelled
            """;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;

    Backfills(JdbcClient database, Rows rows, OperationLog log) {
        this.database = database;
        this.rows = rows;
        this.log = log;
    }

    /** Begins one of a connected shop. */
    @Transactional
    public Map<String, Object> start(BackfillAsked.Wanted wanted, @Header(OperatorRequest.OPERATOR) String operator) {
        long id = database.sql(START)
                .param("stream", wanted.stream())
                .param("shop", wanted.shop())
                .param("from", SqlTime.of(wanted.from()))
                .param("to", SqlTime.of(wanted.to()))
                .param("kind", wanted.byId() ? BackfillStreams.KINDS.get(wanted.stream()) : null)
                .param("list", wanted.from() == null)
                .param("operator", operator)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> OperationRefused.missing(
                        "There is no such shop, or it is not connected.",
                        "Look among GET " + OperationsGate.FOLDER + "/shops."));
        list(id, wanted.ids());
        log.write(operator, "backfill", wanted.shop() + "/" + id, wanted.told());
        return Map.of("id", id, "state", "running");
    }

    private void list(long id, List<String> ids) {
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            List<String> some = ids.subList(from, Math.min(from + AT_A_TIME, ids.size()));
            database.sql(LIST)
                    .param("id", id)
                    .param("ids", some.toArray(String[]::new))
                    .update();
        }
    }

    /** A page of them, the latest first. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked page = new Asked(asked);
        return Page.of(read(page, null), page.limit(), "id");
    }

    /** One, with how far it has come. */
    public ObjectNode one(@Headers Map<String, Object> asked) {
        Asked which = new Asked(asked);
        return read(which, which.requiredNumber("id")).stream().findFirst().orElseThrow(Backfills::missing);
    }

    /** Pauses one: the page that is being read is stored, no further one is asked for. */
    @Transactional
    public Map<String, Object> pause(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        long id = new Asked(asked).requiredNumber("id");
        return changed(
                id,
                database.sql(PAUSE).param("id", id).param("operator", operator).update(),
                operator,
                "pause",
                "paused");
    }

    /** Lets one go on, at once also where it waited after a failure. */
    @Transactional
    public Map<String, Object> resume(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        long id = new Asked(asked).requiredNumber("id");
        return changed(id, database.sql(RESUME).param("id", id).update(), operator, "resume", "running");
    }

    /** Ends one before it is finished; what it has read stays. */
    @Transactional
    public Map<String, Object> cancel(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        long id = new Asked(asked).requiredNumber("id");
        int ended = database.sql(CANCEL)
                .param("id", id)
                .param("operator", operator)
                .query(Integer.class)
                .single();
        return changed(id, ended, operator, "cancel", "cancelled");
    }

    private Map<String, Object> changed(long id, int rows, String operator, String action, String state) {
        if (rows == 0) {
            throw missing();
        }
        log.write(operator, action + "-backfill", Long.toString(id), "");
        return Map.of("id", id, "state", state);
    }

    private List<ObjectNode> read(Asked asked, @Nullable Long id) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("after", asked.number("after"));
        parameters.put("limit", asked.limit());
        List<ObjectNode> found = rows.read(SHOW, parameters);
        found.forEach(BackfillProgress::addTo);
        return found;
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "There is no such backfill, or its state does not allow it.",
                "Look among GET " + OperationsGate.FOLDER + "/backfills.");
    }
}
