package io.creatorflow.tiktokshop.issues;

import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.entities.Facts;
import io.creatorflow.tiktokshop.entities.OwnEntities;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Folds reports into issues, resolves those whose cause is gone, and says which have changed their state. All of it is one
 * transaction, that of the route, and one replica's at a time.
 */
@Component("issueDesk")
public class IssueDesk {

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('issues'))";

    /**
     * The latest fact decides, a failure before a success of the same time of TikTok's; what is older only counts. Among reports
     * without such a time the one that was stored last decides.
     */
    private static final String FOLD = """
            with taken as (
              delete from issue_report where position = any (array(
                select position from issue_report order by position limit 500 for update skip locked))
              returning kind, shop_id, subject, code, coalesce(at, statement_timestamp()) as at,
                case when at is null then position end as place, gone, times, detail),
            latest as (
              select distinct on (kind, shop_id, subject, code) kind, shop_id, subject, code, at as fact_at, gone
              from taken order by kind, shop_id, subject, code, at desc, place desc nulls last, gone),
            seen as (
              select kind, shop_id, subject, code, coalesce(sum(times) filter (where not gone), 0) as times,
                min(at) filter (where not gone) as first, max(at) filter (where not gone) as last,
                coalesce((array_agg(detail order by at desc) filter (where not gone))[1], '') as detail
              from taken group by kind, shop_id, subject, code)
            insert into issue as i (kind, shop_id, subject, code, state, times, detail, first_seen_at, last_seen_at, fact_at, gone, told)
            select kind, shop_id, subject, code, case when gone then 'resolved' else 'open' end, times, detail, first, last, fact_at,
              gone, times = 0
            from latest join seen using (kind, shop_id, subject, code) order by kind, shop_id, subject, code
            on conflict (kind, shop_id, subject, code) do update set
              times = i.times + excluded.times,
              first_seen_at = least(i.first_seen_at, excluded.first_seen_at),
              last_seen_at = greatest(i.last_seen_at, excluded.last_seen_at),
              detail = case when excluded.detail <> '' and excluded.last_seen_at >= coalesce(i.last_seen_at, '-infinity')
                then excluded.detail else i.detail end,
              (fact_at, gone, state, occurrence, changed_at, changed_by, note, told) = (
                select case when newer then excluded.fact_at else i.fact_at end, case when newer then excluded.gone else i.gone end,
                  next, i.occurrence + (next = 'open' and i.state = 'resolved' and i.times > 0)::integer,
                  case when next = i.state then i.changed_at else clock_timestamp() end,
                  case when next = i.state then i.changed_by end, case when next = i.state then i.note end,
                  i.told and next = i.state
                from (select (excluded.fact_at, not excluded.gone) >= (i.fact_at, not i.gone) as newer) a
                cross join lateral (select case when not newer then i.state when excluded.gone then 'resolved'
                  when i.state = 'resolved' then 'open' else i.state end as next) b)
            """;

    /** Whether a cause is gone can be seen in the tables for these kinds; what happened for others is reported. */
    private static final String RESOLVE = """
            update issue i set state = 'resolved', gone = true, fact_at = clock_timestamp(), changed_at = clock_timestamp(),
              changed_by = null, note = null, told = false
            where i.state <> 'resolved' and case i.kind
              when 'message-parked' then not exists (select from delivery_parked p
                where p.receiver = split_part(i.subject, '/', 1) and p.type = split_part(i.subject, '/', 2))
              when 'entity-parked' then not exists (select from hint_parked p
                where p.kind = i.subject and p.shop_id = i.shop_id and p.code = i.code)
              when 'event-parked' then not exists (
                select from inbox_parked p join inbox e on e.day = p.day and e.body_sha256 = p.body_sha256
                where coalesce(e.event_type::text, '') = i.subject)
              when 'api-refused' then not exists (select from hint h
                where h.refused_code = i.code and i.shop_id in (h.shop_id, '-'))
                and not exists (select from pull p where p.refused_code = i.code and i.shop_id in (p.shop_id, '-'))
              else false end
            """;

    private static final String FORGET =
            "delete from issue where times = 0 and changed_at < clock_timestamp() - interval '30 days'";

    private static final String UNTOLD =
            "select * from issue where not told order by id limit 200 for update skip locked";

    private static final String TOLD = "update issue set told = true where id = any (:ids::bigint[])";

    private final JdbcClient database;
    private final OwnEntities entities;

    IssueDesk(JdbcClient database, OwnEntities entities) {
        this.database = database;
        this.entities = entities;
    }

    /** What there is to tell; nothing while another replica is at it. */
    public List<MessageGroup> next() {
        if (!database.sql(ALONE).query(Boolean.class).single()) {
            return List.of();
        }
        database.sql(FOLD).update();
        database.sql(RESOLVE).update();
        database.sql(FORGET).update();
        List<Issue> untold =
                database.sql(UNTOLD).query((row, number) -> Issue.of(row)).list();
        if (untold.isEmpty()) {
            return List.of();
        }
        List<MessageGroup> groups =
                entities.store("issue", untold.stream().map(IssueDesk::facts).toList());
        database.sql(TOLD)
                .param("ids", untold.stream().map(Issue::id).toArray(Long[]::new))
                .update();
        return groups;
    }

    private static Facts facts(Issue issue) {
        return OwnEntities.facts("issue", issue.shop(), Long.toString(issue.id()), issue.changedAt(), issue.json());
    }
}
