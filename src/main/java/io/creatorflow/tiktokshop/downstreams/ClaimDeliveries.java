package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.LookBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims keys (receiver and entity) whose time has come, the same share for each shop, and fetches what to send for each: the messages about the oldest
 * revision that waits, or, where the receiver takes snapshots, the oldest that no newer ones replace. No more than one
 * revision, so that even what goes out once more after a crash never goes back to an older one. Where the receiver takes
 * batches, the keys of a claim that never failed make some, of so many each: id and members are stored with the claim.
 */
@Component
class ClaimDeliveries {

    /**
     * The queues that have something due, a lane and a shop each, found by one step into the index for each. By PostgreSQL's skip scan (from 18 on) a step
     * passes over what a shop's queue has let go.
     */
    private static final String QUEUES = """
            with recursive queue (lane, shop_id) as (
              values (0::smallint, ''), (1::smallint, '')
              union all
              select q.lane, next.shop_id from queue q cross join lateral (
                select shop_id from delivery_key
                where receiver = :receiver and lane = q.lane and shop_id > q.shop_id and owner is null and due_at >= :from
                order by shop_id limit 1) next),
            head as (
              select q.lane, q.shop_id, oldest.due_at, count(*) over (partition by q.lane) as shops
              from queue q cross join lateral (
                select due_at from delivery_key
                where receiver = :receiver and lane = q.lane and shop_id = q.shop_id and owner is null
                  and due_at >= :from and due_at <= statement_timestamp()
                order by due_at limit 1) oldest)
            """;

    private static final String PROBE = QUEUES + """
            update downstream set probe_at = statement_timestamp() + interval '15 seconds'
            where receiver = :receiver and probe_at <= statement_timestamp() and paused_at is null
              and exists (select 1 from head)
            """;
    private static final String CLAIM = QUEUES + """
            , room as (
              select case when exists (select 1 from head where lane = 0) then :most::integer else :bulk::integer end as keys),
            due as (
              select k.*, (row_number() over () - 1) / :most as part
              from (select * from head where lane = 0 or :bulk > 0 order by lane, due_at) h cross join room cross join lateral (
                select entity_key, batch is null and attempts = 0 and :batches as batched from delivery_key
                where receiver = :receiver and lane = h.lane and shop_id = h.shop_id and owner is null
                  and due_at >= :from and due_at <= statement_timestamp()
                order by due_at limit greatest(1, room.keys / h.shops) for update skip locked) k
              where :probe or not exists (
                select 1 from downstream where receiver = :receiver and num_nonnulls(probe_at, paused_at) > 0)
              limit (select keys from room)),
            made as (
              select part, gen_random_uuid() as batch, min(entity_key) as leader, array_agg(entity_key) as members
              from due where batched group by part),
            claimed as (
              update delivery_key k set owner = :owner, epoch = k.epoch + 1,
                batch = case when due.batched then made.batch else k.batch end,
                members = case when due.batched and k.entity_key = made.leader then made.members else k.members end,
                due_at = case when due.batched and k.entity_key <> made.leader then 'infinity' else k.due_at end
              from due left join made using (part) where due.entity_key = k.entity_key and k.receiver = :receiver
                and k.entity_key = any (array(select entity_key from due))
              returning k.entity_key, k.shop_id, k.epoch, k.attempts, k.batch, k.due_at < 'infinity' as leads, k.lane > 0 as bulk,
                case when not due.batched then k.members end as followers)
            select claimed.*, coalesce((select min(due_at) from head), statement_timestamp()) as oldest
            from (values (1)) as look left join claimed on true
            """;
    private static final String FOLLOWERS = """
            with follower as (
              select k.* from unnest(:followers::bigint[]) as member (entity_key) cross join lateral (
                select entity_key, owner, due_at from delivery_key
                where receiver = :receiver and entity_key = member.entity_key for update) k)
            update delivery_key k set owner = :owner, epoch = k.epoch + 1
            where receiver = :receiver and entity_key = any (array(
              select entity_key from follower where owner is null and due_at = 'infinity'))
            returning k.entity_key, k.shop_id, k.epoch, k.attempts, k.batch, false as leads, k.lane > 0 as bulk,
              null::bigint[] as followers
            """;
    private static final String FETCH = """
            select d.entity_key, d.revision, d.message_position, d.message_day, d.type, m.id, m.body, m.created_at
            from unnest(:keys::bigint[]) as claimed (entity_key)
            cross join lateral (
              select d.* from delivery d
              where d.receiver = :receiver and d.entity_key = claimed.entity_key and (not :snapshots or not exists (
                select 1 from delivery newer
                where newer.receiver = :receiver and newer.entity_key = claimed.entity_key and newer.type = d.type
                  and newer.revision > d.revision))
              order by d.revision fetch first 1 row with ties) d
            cross join lateral (
              select id, body, created_at from message
              where day = d.message_day and position = d.message_position offset 0) m
            order by d.message_position
            """;

    private final JdbcClient database;
    private final Map<String, LookBack> lookBacks = new ConcurrentHashMap<>();

    ClaimDeliveries(JdbcClient database) {
        this.database = database;
    }

    /**
     * Claims. While the receiver is paused, nothing; while its endpoint is held, a single probe when its time has come.
     *
     * @param bulk how many bulk keys at the most, where no live one waits; where one does, they fill up the claim, or 0 for none
     * @return what a sender gets in hand: the deliveries of a key in the order in which they go out, or a batch
     */
    @Transactional
    public List<List<? extends Posting>> claim(Wish wish, int bulk, Lease lease) {
        List<ClaimedKey> keys = keys(wish, wish.most(), bulk, false, lease);
        boolean probe = keys.isEmpty() && probeIsDue(wish);
        if (probe) {
            keys = keys(wish, 1, 1, true, lease);
        }
        return keys.isEmpty() ? List.of() : DeliveryBatch.inHands(fetch(wish, keys, lease, probe));
    }

    private boolean probeIsDue(Wish wish) {
        Map<String, Object> of =
                Map.of("receiver", wish.receiver(), "from", lookBack(wish).from());
        return database.sql(PROBE).params(of).update() > 0;
    }

    private List<ClaimedKey> keys(Wish wish, int most, int bulk, boolean probe, Lease lease) {
        List<ClaimedKey> keys = due(wish, most, bulk, probe, lease);
        Long[] followers =
                keys.stream().flatMap(key -> Stream.of(key.followers())).toArray(Long[]::new);
        if (followers.length > 1) {
            keys.addAll(database.sql(FOLLOWERS)
                    .param("receiver", wish.receiver())
                    .param("owner", lease.id())
                    .param("followers", followers)
                    .query((row, number) -> ClaimedKey.of(row))
                    .list());
        }
        return keys;
    }

    private List<ClaimedKey> due(Wish wish, int most, int bulk, boolean probe, Lease lease) {
        LookBack lookBack = lookBack(wish);
        List<ClaimedKey> keys = new ArrayList<>();
        database.sql(CLAIM)
                .param("receiver", wish.receiver())
                .param("from", lookBack.from())
                .param("batches", wish.batches())
                .param("probe", probe)
                .param("bulk", bulk)
                .param("most", most)
                .param("owner", lease.id())
                .query(row -> {
                    lookBack.found(row.getTimestamp("oldest").toInstant());
                    if (row.getObject("entity_key") != null) {
                        keys.add(ClaimedKey.of(row));
                    }
                });
        return keys;
    }

    private LookBack lookBack(Wish wish) {
        return lookBacks.computeIfAbsent(wish.receiver(), receiver -> new LookBack());
    }

    private List<Delivery> fetch(Wish wish, List<ClaimedKey> claimed, Lease lease, boolean probe) {
        Map<Long, ClaimedKey> keys =
                claimed.stream().collect(Collectors.toMap(ClaimedKey::entityKey, Function.identity()));
        Set<Long> begun = new HashSet<>();
        return database.sql(FETCH)
                .param("receiver", wish.receiver())
                .param("snapshots", wish.snapshots())
                .param("keys", keys.keySet().toArray(Long[]::new))
                .query((row, number) -> {
                    ClaimedKey key = Objects.requireNonNull(keys.get(row.getLong("entity_key")));
                    boolean counted = begun.add(key.entityKey()) || key.batch() != null;
                    int attempts = counted ? key.attempts() : 0;
                    return key.delivery(wish.receiver(), attempts, row, lease, probe);
                })
                .list();
    }
}
