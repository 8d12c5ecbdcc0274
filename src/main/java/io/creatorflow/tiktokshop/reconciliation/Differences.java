package io.creatorflow.tiktokshop.reconciliation;

import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.entities.Compared;
import io.creatorflow.tiktokshop.entities.EntityComparison;
import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what reconciliations find, and asks for it by hints in the bulk lane: reading and merging repair it. What a hint waits for
 * already is in flight, and judged when the hint is gone.
 */
@Component
class Differences {

    private static final String SEEN = """
            insert into reconciliation_seen (reconciliation_id, entity_id)
            select :id, unnest(:ids::text[]) on conflict do nothing
            """;
    private static final String NOTE = """
            insert into difference (reconciliation_id, entity_id, shop_id, kind, found, cause, update_time, revision)
            select :id, f.entity_id, :shop, :kind,
              case when h.waits and not h.refused and not f.altered then 'in-flight' else f.found end,
              case when f.altered then 'altered' when h.refused then 'refused' when p.parked then 'parked'
                when h.waits or f.found in ('missing', 'stale') then null else 'unknown' end,
              f.update_time, e.revision
            from unnest(:ids::text[], :times::timestamptz[], :founds::text[], :altered::boolean[])
              as f (entity_id, update_time, found, altered)
            left join lateral (select revision from entity
              where kind = :kind and shop_id = :shop and entity_id = f.entity_id offset 0) e on true
            left join lateral (select h.waiting_since <= statement_timestamp() as waits, h.refused_code is not null as refused
              from hint h where h.kind = :kind and h.shop_id = :shop and h.entity_id = f.entity_id offset 0) h on true
            left join lateral (select true as parked from hint_parked
              where kind = :kind and shop_id = :shop and entity_id = f.entity_id offset 0) p on true
            on conflict do nothing returning case when found <> 'in-flight' then entity_id end
            """;

    private final JdbcClient database;
    private final EntityComparison entities;
    private final Hints hints;

    Differences(JdbcClient database, EntityComparison entities, Hints hints) {
        this.database = database;
        this.entities = entities;
        this.hints = hints;
    }

    /** Notes a page of what TikTok Shop lists, and what of it differs. */
    @Transactional
    public void listed(long reconciliation, String kind, String shopId, List<Compared> compared) {
        database.sql(SEEN)
                .param("id", reconciliation)
                .param("ids", compared.stream().map(Compared::entityId).toArray(String[]::new))
                .update();
        note(
                reconciliation,
                kind,
                shopId,
                compared.stream().filter(c -> c.found() != null).toList());
    }

    /** Notes differences within the caller's transaction, and asks for those that nobody has asked for. */
    public void note(long reconciliation, String kind, String shopId, List<Compared> differing) {
        if (differing.isEmpty()) {
            return;
        }
        Set<String> noted = noted(reconciliation, kind, shopId, differing);
        List<Compared> wanted =
                differing.stream().filter(c -> noted.contains(c.entityId())).toList();
        List<String> altered = wanted.stream()
                .filter(Compared::altered)
                .map(Compared::entityId)
                .toList();
        entities.forget(kind, shopId, altered);
        hints.ask(kind, wanted.stream().map(c -> wanted(shopId, c)).toList(), true);
    }

    private Set<String> noted(long reconciliation, String kind, String shopId, List<Compared> differing) {
        return new HashSet<>(database.sql(NOTE)
                .param("id", reconciliation)
                .param("kind", kind)
                .param("shop", shopId)
                .param("ids", column(differing, Compared::entityId).toArray(String[]::new))
                .param(
                        "times",
                        column(differing, c -> SqlTime.of(c.updateTime())).toArray(Timestamp[]::new))
                .param(
                        "founds",
                        column(differing, c -> Objects.requireNonNull(c.found()).word())
                                .toArray(String[]::new))
                .param("altered", column(differing, Compared::altered).toArray(Boolean[]::new))
                .query((row, number) -> Objects.requireNonNullElse(row.getString(1), ""))
                .list());
    }

    private static <T extends @Nullable Object> Stream<T> column(
            List<Compared> differing, Function<Compared, T> value) {
        return differing.stream().map(value);
    }

    /** An older answer does not satisfy where TikTok Shop has told of a newer state; else any will do. */
    private static Wanted wanted(String shopId, Compared compared) {
        boolean behind = compared.found() == Compared.Found.MISSING || compared.found() == Compared.Found.STALE;
        return Wanted.now(shopId, compared.entityId(), behind ? compared.updateTime() : null);
    }
}
