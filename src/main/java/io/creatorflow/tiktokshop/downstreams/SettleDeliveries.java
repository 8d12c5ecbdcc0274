package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles deliveries of one receiver, each by its outcome, in one transaction with the ledger. A claim that is no longer
 * held here changes nothing.
 */
@Component
class SettleDeliveries {

    /**
     * What a settlement left.
     *
     * @param more whether anything more waits for the receiver about these entities
     * @param halted whether the receiver is paused now, or its whole queue is held
     */
    record Settled(boolean more, boolean halted) {}

    private static final String SETTLE = """
            with outcome as (
              select * from unnest(:keys::bigint[], :owners::uuid[], :epochs::bigint[], :revisions::bigint[], :positions::bigint[],
                :types::text[], :outcomes::text[], :attempts::integer[], :delays::float8[], :burns::integer[], :batched::text[],
                :reasons::text[])
                as o (entity_key, owner, epoch, revision, position, type, outcome, attempts, delay, burn, batched, reason)),
            held as (
              select o.*, k.waiting, k.attempts as key_attempts from (select * from outcome order by entity_key) o
              cross join lateral (
                select waiting, attempts from delivery_key
                where receiver = :receiver and entity_key = o.entity_key and owner = o.owner and epoch = o.epoch
                for update) k),
            leaving as (
              select d.place, h.reason, h.attempts,
                case when d.message_position = h.position then h.outcome else 'superseded' end as outcome
              from held h cross join lateral (
                select ctid as place, message_position from delivery
                where receiver = :receiver and entity_key = h.entity_key
                  and (revision = h.revision and message_position = h.position
                    or :snapshots and h.outcome in ('delivered', 'parked') and type = h.type and revision < h.revision)
                offset 0) d
              where h.outcome <> 'again'),
            left_queue as (
              delete from delivery d using leaving l where d.ctid = l.place
              returning d.entity_key, d.message_position, d.message_day, d.type, l.reason, l.attempts, l.outcome),
            overtaken as (
              delete from delivery_parked where :snapshots and receiver = :receiver
                and entity_key = any (array(select entity_key from held where outcome = 'delivered'))
                and exists (
                  select 1 from held h where h.outcome = 'delivered' and h.entity_key = delivery_parked.entity_key
                    and h.type = delivery_parked.type and h.position > delivery_parked.message_position)
              returning message_position, message_day, attempts),
            history as (
              insert into delivery_done (receiver, message_position, message_day, outcome, attempts)
              select :receiver, message_position, message_day, outcome, attempts from left_queue where outcome <> 'parked'
              union all
              select :receiver, message_position, message_day, 'superseded', attempts from overtaken),
            parked as (
              insert into delivery_parked
                (receiver, entity_key, message_position, message_day, type, reason, attempts)
              select :receiver, entity_key, message_position, message_day, type, coalesce(reason, ''), attempts
              from left_queue where outcome = 'parked'),
            reported as (
              insert into issue_report (kind, subject, times)
              select 'message-parked', :receiver || '/' || type, count(*) from left_queue where outcome = 'parked' group by type),
            gone as (
              select entity_key, count(*) as messages from left_queue group by entity_key),
            remaining as (
              select distinct on (h.entity_key) h.entity_key, h.delay, h.batched, h.burn, h.reason,
                h.waiting - coalesce(g.messages, 0) as waiting,
                case when g.messages is null then h.key_attempts else 0 end + h.burn as attempts
              from held h left join gone g using (entity_key)
              order by h.entity_key, h.position desc),
            emptied as (
              delete from delivery_key where receiver = :receiver
                and entity_key = any (array(select entity_key from remaining where waiting = 0))),
            released as (
              update delivery_key k set owner = null, waiting = r.waiting, attempts = r.attempts,
                failure = case when r.burn > 0 then r.reason when r.attempts > 0 then k.failure end,
                batch = case when r.batched <> 'no' then k.batch end,
                members = case when r.batched = 'leader' then k.members end,
                due_at = case r.batched when 'follower' then 'infinity'
                  else statement_timestamp() + make_interval(secs => r.delay) end
              from remaining r where r.waiting > 0 and r.entity_key = k.entity_key and k.receiver = :receiver
                and k.entity_key = any (array(select entity_key from remaining where waiting > 0))),
            booked as (
              insert into ledger as l (receiver, backend, delivered, superseded, parked, unparked, discarded)
              select :receiver, pg_backend_pid(), count(*) filter (where outcome = 'delivered'),
                count(*) filter (where outcome = 'superseded') + (select count(*) from overtaken),
                count(*) filter (where outcome = 'parked'), (select count(*) from overtaken),
                count(*) filter (where outcome = 'discarded')
              from left_queue
              on conflict (receiver, backend) do update set delivered = l.delivered + excluded.delivered,
                superseded = l.superseded + excluded.superseded, parked = l.parked + excluded.parked,
                unparked = l.unparked + excluded.unparked, discarded = l.discarded + excluded.discarded),
            healthy as (
              update downstream set failures = 0, probe_at = null, reason = null
              where receiver = :receiver and :answers and failures > 0 and (probe_at is null or :probed))
            select count(*) filter (where waiting > 0) > 0 as more, exists (
              select 1 from downstream where receiver = :receiver and paused_at is not null) as paused,
            """ + LazyCommit.COLUMN + """
             from remaining
            """;

    private final JdbcClient database;
    private final SettleDelivered delivered;
    private final Endpoints endpoints;
    private final RetryTable retries;
    private final TransactionTemplate transaction;

    SettleDeliveries(
            JdbcClient database,
            SettleDelivered delivered,
            Endpoints endpoints,
            RetryTable retries,
            TransactionTemplate transaction) {
        this.database = database;
        this.delivered = delivered;
        this.transaction = transaction;
        this.endpoints = endpoints;
        this.retries = retries;
    }

    /**
     * Settles in one transaction, so that no member of a batch stays without the key that says when it is due. The commit is a lazy one:
     * before anything more about an entity is sent, its claim is on disk and this with it; otherwise the message goes out once more, under
     * its id.
     *
     * @param snapshots whether a message supersedes older ones of its type about the entity
     * @param outcomes of a key all that were in hand, the last one says when the key is due again
     */
    Settled settle(String receiver, boolean snapshots, List<Outcome> outcomes) {
        return transaction.execute(status -> {
            boolean held = endpoints.isAtFault(outcomes) && endpoints.judge(receiver, outcomes);
            List<Outcome> left = delivered.settle(receiver, outcomes);
            return left.isEmpty()
                    ? new Settled(false, false)
                    : settle(receiver, snapshots, left, Endpoints.answered(outcomes), held);
        });
    }

    private Settled settle(
            String receiver, boolean snapshots, List<Outcome> outcomes, List<Delivery> answered, boolean held) {
        List<Settlement> rows = outcomes.stream()
                .map(outcome -> Settlement.of(outcome, held, retries))
                .toList();
        List<Delivery> deliveries = outcomes.stream().map(Outcome::delivery).toList();
        return database.sql(SETTLE)
                .param("receiver", receiver)
                .params(SettleDelivered.columns(deliveries))
                .param("types", deliveries.stream().map(Delivery::type).toArray(String[]::new))
                .param("snapshots", snapshots)
                .param("answers", !answered.isEmpty())
                .param("probed", answered.stream().anyMatch(Delivery::probe))
                .param("outcomes", rows.stream().map(Settlement::outcome).toArray(String[]::new))
                .param("delays", rows.stream().map(Settlement::delaySeconds).toArray(Double[]::new))
                .param("burns", rows.stream().map(Settlement::burn).toArray(Integer[]::new))
                .param("batched", rows.stream().map(Settlement::batched).toArray(String[]::new))
                .param("reasons", rows.stream().map(Settlement::reason).toArray(String[]::new))
                .query((row, number) -> new Settled(row.getBoolean("more"), held || row.getBoolean("paused")))
                .single();
    }
}
