package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Headers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who changed what, when: written by the transaction that changes it, and kept for 400 days. Refused calls are in there, too. */
@Component("operationLog")
public class OperationLog {

    private static final String WRITE = """
            with old as (delete from operation_log where at < clock_timestamp() - interval '400 days')
            insert into operation_log (operator, action, target, detail) values (:operator, :action, :target, :detail)
            """;
    private static final String READ = """
            select l.position, l.at, l.operator, k.id as key, l.action, l.target, l.detail
            from operation_log l left join api_key k on k.name = l.operator
            where l.position < coalesce(:after::bigint, 9223372036854775807) order by l.position desc limit :limit
            """;

    private final JdbcClient database;
    private final Rows rows;

    OperationLog(JdbcClient database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Writes, within the caller's transaction. */
    void write(String operator, String action, String target, String detail) {
        database.sql(WRITE)
                .param("operator", operator)
                .param("action", action)
                .param("target", target)
                .param("detail", detail)
                .update();
    }

    /** A page of it, the latest first. */
    public Page show(@Headers Map<String, Object> asked) {
        Asked page = new Asked(asked);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("after", page.number("after"));
        parameters.put("limit", page.limit());
        List<ObjectNode> items = rows.read(READ, parameters);
        return Page.of(items, page.limit(), "position");
    }
}
