package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks to look at entities. Hints are a set: asking ten times about one order makes one row, and one read. Live hints are claimed as they are stored,
 * where a reader is free.
 */
@Component("hints")
public class Hints {

    private static final String ASK = """
            insert into hint as h (kind, shop_id, entity_id, newest_event, due_at, waiting_since, lane, owner, epoch)
            select :kind, w.shop_id, w.entity_id, w.newest_event, w.due_at, w.due_at, :lane, reader.owner, (reader.owner is not null)::integer
            from (
              select shop_id, entity_id, max(newest_event) as newest_event, min(coalesce(due_at, statement_timestamp())) as due_at,
                bool_or(due_at is null) as now
              from unnest(:shops::text[], :ids::text[], :times::timestamptz[], :dues::timestamptz[])
                as wanted (shop_id, entity_id, newest_event, due_at)
              group by shop_id, entity_id) w
            cross join lateral (select case when w.now and w.shop_id = any (:reserved::text[]) then (
              select :owner::uuid from shop s where s.shop_id = w.shop_id and s.state = 'connected' and not exists (
                select from hint_held d where d.kind = :kind and d.shop_id = s.shop_id and d.held_until > statement_timestamp())) end as owner) reader
            order by w.shop_id, w.entity_id
            on conflict (kind, shop_id, entity_id) do update set
              newest_event = greatest(h.newest_event, excluded.newest_event),
              lane = least(h.lane, excluded.lane),
              due_at = least(h.due_at, excluded.due_at),
              waiting_since = least(h.waiting_since, excluded.waiting_since),
              looks = 0,
              version = h.version + 1,
              owner = case when h.owner is null and h.failures = 0 then excluded.owner else h.owner end,
              epoch = h.epoch + (h.owner is null and h.failures = 0 and excluded.owner is not null)::integer
            """;

    private static final String CLAIM_ALONG = ASK
            + "returning shop_id, entity_id, newest_event, version, looks, believe, epoch, owner = :owner as claimed";

    private final JdbcClient database;
    private final HintsInHand inHand;

    Hints(JdbcClient database, HintsInHand inHand) {
        this.database = database;
        this.inHand = inHand;
    }

    /**
     * Asks to look at entities, within the caller's transaction if there is one; after its commit, readers look for them, or have them already. What comes
     * due later is found by their regular look.
     *
     * @param kind of the entities, such as {@code order}
     * @param bulk whether live work goes first
     */
    public void ask(String kind, List<Wanted> wanted, boolean bulk) {
        if (wanted.isEmpty()) {
            return;
        }
        Map<String, Set<String>> dueNow = dueNow(wanted);
        Map<String, Set<String>> waiting = new HashMap<>(dueNow);
        if (bulk) {
            statement(ASK, kind, 1, wanted, List.of()).update();
        } else {
            inHand.store(kind, dueNow, reserved -> {
                List<HintBatch> claimed = store(kind, wanted, reserved);
                claimed.forEach(batch -> waiting.computeIfPresent(
                        batch.shopId(),
                        (shop, ids) -> ids.size() == batch.hints().size() ? null : ids));
                return claimed;
            });
        }
        inHand.lookAfterCommit(kind, waiting.keySet());
    }

    /** The ids to look at now, by their shops. */
    private static Map<String, Set<String>> dueNow(List<Wanted> wanted) {
        return wanted.stream()
                .filter(w -> w.dueAt() == null)
                .collect(Collectors.groupingBy(
                        Wanted::shopId, Collectors.mapping(Wanted::entityId, Collectors.toSet())));
    }

    private List<HintBatch> store(String kind, List<Wanted> wanted, List<HintBatch> reserved) {
        if (reserved.isEmpty()) {
            statement(ASK, kind, 0, wanted, reserved).update();
            return List.of();
        }
        Map<String, List<Hint>> claimed = new HashMap<>();
        statement(CLAIM_ALONG, kind, 0, wanted, reserved).query(row -> {
            if (row.getBoolean("claimed")) {
                claimed.computeIfAbsent(row.getString("shop_id"), none -> new ArrayList<>())
                        .add(SettleHints.hint(row));
            }
        });
        return reserved.stream()
                .map(batch -> batch.with(claimed.getOrDefault(batch.shopId(), List.of())))
                .filter(batch -> !batch.hints().isEmpty())
                .toList();
    }

    private JdbcClient.StatementSpec statement(
            String sql, String kind, int lane, List<Wanted> wanted, List<HintBatch> reserved) {
        UUID owner = reserved.isEmpty() ? null : reserved.get(0).lease().id();
        return database.sql(sql)
                .param("kind", kind)
                .param("lane", lane)
                .param("shops", wanted.stream().map(Wanted::shopId).toArray(String[]::new))
                .param("ids", wanted.stream().map(Wanted::entityId).toArray(String[]::new))
                .param(
                        "times",
                        wanted.stream().map(w -> SqlTime.of(w.newestEvent())).toArray(Timestamp[]::new))
                .param("dues", wanted.stream().map(w -> SqlTime.of(w.dueAt())).toArray(Timestamp[]::new))
                .param("reserved", reserved.stream().map(HintBatch::shopId).toArray(String[]::new))
                .param("owner", owner, Types.OTHER);
    }

    private static final String BEHIND = """
            select w.entity_id from unnest(:ids::text[], :times::timestamptz[]) as w (entity_id, update_time)
            cross join lateral (select count(*) as known from entity e
              where e.kind = :kind and e.shop_id = :shop and e.entity_id = w.entity_id
                and e.update_time >= w.update_time) e
            where e.known = 0
            """;

    /**
     * Asks to look at those entities of a shop of which our copy is older than it should be, or missing.
     *
     * @param wanted with the update times that our copies should have reached
     */
    public void askIfBehind(String kind, String shopId, List<Wanted> wanted) {
        Set<String> behind = new HashSet<>(database.sql(BEHIND)
                .param("kind", kind)
                .param("shop", shopId)
                .param("ids", wanted.stream().map(Wanted::entityId).toArray(String[]::new))
                .param(
                        "times",
                        wanted.stream().map(w -> SqlTime.of(w.newestEvent())).toArray(Timestamp[]::new))
                .query(String.class)
                .list());
        ask(kind, wanted.stream().filter(w -> behind.contains(w.entityId())).toList(), true);
    }
}
