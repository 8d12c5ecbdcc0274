package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.issues.Issue;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody has to mend: looked through, and taken up or closed by a person. What changes is told to the receivers, too. */
@Component("issues")
public class Issues {

    private static final String SHOW = """
            select * from issue where times > 0 and id > coalesce(:after::bigint, 0) and (:id::bigint is null or id = :id)
              and (:state::text is null or state = :state) and (:kind::text is null or kind = :kind)
              and (:shop::text is null or shop_id = :shop)
            order by id limit :limit
            """;

    /** What happened before a person resolves it does not open it again. */
    private static final String CHANGE = """
            update issue set state = :to, gone = :to = 'resolved', changed_at = clock_timestamp(), changed_by = :operator, note = :note,
              fact_at = case when :to = 'resolved' then clock_timestamp() else fact_at end, told = false
            where id = :id and times > 0 and state = any (:from::text[]) and (:shop::text is null or shop_id = :shop)
            """;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;

    Issues(JdbcClient database, Rows rows, OperationLog log) {
        this.database = database;
        this.rows = rows;
        this.log = log;
    }

    /** A page of them, the longest known first, by any of state, kind and shop. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked filter = new Asked(asked);
        Map<String, Object> list = filter.list("state", "kind", "shop");
        list.put("id", null);
        list.put("after", filter.number("after"));
        return Page.of(read(list), filter.limit(), "issueId");
    }

    /** One, with why and what to do; where a shop is given, only one of it. */
    public ObjectNode one(@Headers Map<String, Object> asked) {
        Map<String, Object> one = new Asked(Map.of()).list("state", "kind", "after");
        one.put("id", new Asked(asked).requiredNumber("id"));
        one.put("shop", new Asked(asked).text("shop"));
        return read(one).stream().findFirst().orElseThrow(Issues::missing);
    }

    /** Somebody is at it. */
    @Transactional
    public Map<String, Object> acknowledge(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        return change(new Asked(asked), operator, "acknowledge", "acknowledged", "open");
    }

    /** It is mended; if its cause is met again, it opens again. */
    @Transactional
    public Map<String, Object> resolve(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        return change(new Asked(asked), operator, "resolve", "resolved", "open", "acknowledged");
    }

    private Map<String, Object> change(Asked asked, String operator, String action, String to, String... from) {
        long id = asked.requiredNumber("id");
        String note = asked.text("note");
        int changed = database.sql(CHANGE)
                .param("id", id)
                .param("shop", asked.text("shop"))
                .param("operator", operator)
                .param("note", note)
                .param("to", to)
                .param("from", from)
                .update();
        if (changed == 0) {
            ObjectNode issue = one(asked.values());
            throw OperationRefused.conflict(
                    "not-" + from[0],
                    "Issue " + id + " is " + issue.path("state").asText() + ".",
                    "Nothing, unless it opens again: GET " + OperationsGate.FOLDER + "/issues/" + id);
        }
        log.write(operator, action + "-issue", Long.toString(id), note == null ? "" : note);
        return Map.of("issueId", Long.toString(id), "state", to);
    }

    private List<ObjectNode> read(Map<String, Object> parameters) {
        return rows.together(reader -> reader.sql(SHOW)
                .params(parameters)
                .query((row, number) -> Issue.of(row).shown())
                .list());
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "There is no such issue.", "Look among GET " + OperationsGate.FOLDER + "/issues.");
    }
}
