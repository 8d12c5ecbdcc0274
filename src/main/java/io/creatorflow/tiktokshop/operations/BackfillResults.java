package io.creatorflow.tiktokshop.operations;

import java.util.Map;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** What came of each entity that a backfill asks for by its id. */
@Component("backfillResults")
public class BackfillResults {

    private static final String LIST = """
            select * from (
              select b.asks_for as kind, b.shop_id as shop, i.entity_id as entity, coalesce(i.result,
                  case when b.finished_at is not null then 'cancelled' when i.asked then 'waiting' else 'listed' end) as result,
                coalesce(i.code, h.refused_code) as "refusedCode", p.reason, p.parked_at as "parkedAt",
                h.looks, h.failures, greatest(h.due_at, d.held_until) as "dueAt", h.owner is not null as claimed, h.request_id as "requestId"
              from backfill b join backfill_item i on i.backfill = b.id
              left join hint h on i.result is null and i.asked
                and h.kind = b.asks_for and h.shop_id = b.shop_id and h.entity_id = i.entity_id
              left join hint_held d on d.kind = h.kind and d.shop_id = h.shop_id
              left join hint_parked p on i.result in ('not-found', 'refused', 'parked')
                and p.kind = b.asks_for and p.shop_id = b.shop_id and p.entity_id = i.entity_id
              where b.id = :id and i.entity_id > coalesce(:after::text, '')) items
            where :result::text is null or result = :result order by entity limit :limit
            """;

    private final Rows rows;

    BackfillResults(Rows rows) {
        this.rows = rows;
    }

    /** A page of them in the order of their ids, all or those with one result; none of a backfill that merges page by page. */
    public Page items(@Headers Map<String, Object> asked) {
        Asked which = new Asked(asked);
        Map<String, Object> list = which.list("result", "after");
        list.put("id", which.requiredNumber("id"));
        return rows.page(LIST, list, Sentences::ofItem, "entity");
    }
}
