package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.AfterCommit;
import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks to look at entities. Hints are a set: asking ten times about one order makes one row, and one read. */
@Component("hints")
public class Hints {

    private static final String ASK = """
            insert into hint as h (kind, shop_id, entity_id, newest_event, due_at, waiting_since, lane)
            select :kind, shop_id, entity_id, max(newest_event), min(coalesce(due_at, statement_timestamp())),
              min(coalesce(due_at, statement_timestamp())), :lane
            from unnest(:shops::text[], :ids::text[], :times::timestamptz[], :dues::timestamptz[])
              as wanted (shop_id, entity_id, newest_event, due_at)
            group by shop_id, entity_id order by shop_id, entity_id
            on conflict (kind, shop_id, entity_id) do update set
              newest_event = greatest(h.newest_event, excluded.newest_event),
              lane = least(h.lane, excluded.lane),
              due_at = least(h.due_at, excluded.due_at),
              waiting_since = least(h.waiting_since, excluded.waiting_since),
              looks = 0,
              version = h.version + 1
            """;

    private final JdbcClient database;
    private final WaitingHints waitingHints;

    Hints(JdbcClient database, WaitingHints waitingHints) {
        this.database = database;
        this.waitingHints = waitingHints;
    }

    /**
     * Asks to look at entities, within the caller's transaction if there is one; after its commit, readers look for them. What comes due later
     * is found by their regular look.
     *
     * @param kind of the entities, such as {@code order}
     * @param bulk whether live work goes first
     */
    public void ask(String kind, List<Wanted> wanted, boolean bulk) {
        if (wanted.isEmpty()) {
            return;
        }
        database.sql(ASK)
                .param("kind", kind)
                .param("lane", bulk ? 1 : 0)
                .param("shops", wanted.stream().map(Wanted::shopId).toArray(String[]::new))
                .param("ids", wanted.stream().map(Wanted::entityId).toArray(String[]::new))
                .param(
                        "times",
                        wanted.stream().map(w -> SqlTime.of(w.newestEvent())).toArray(Timestamp[]::new))
                .param("dues", wanted.stream().map(w -> SqlTime.of(w.dueAt())).toArray(Timestamp[]::new))
                .update();
        if (wanted.stream().anyMatch(w -> w.dueAt() == null)) {
            AfterCommit.run(() -> waitingHints.look(kind));
        }
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
