package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.Operation;
import io.creatorflow.tiktokshop.api.Operations;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How fast TikTok Shop is called, and how a person changes that while all replicas are running. */
@Component("paces")
public class Paces {

    private static final String SHOW = """
            select known.operation, known.knob, p.per_second as "perSecond", l.shop_id as "shopId", l.percent,
              l.lowered_at as "loweredAt", l.not_before as "notBefore"
            from unnest(string_to_array(:operations, ','), string_to_array(:knobs, ',')::integer[]) as known (operation, knob)
            left join pace p using (operation) left join pace_lowered l using (operation)
            order by known.operation, l.shop_id
            """;
    private static final String SET = """
            insert into pace (operation, per_second) values (:operation, :perSecond)
            on conflict (operation) do update set per_second = excluded.per_second
            """;
    private static final String LEAVE = "delete from pace where operation = :operation";
    private static final int HIGHEST = 10_000;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;
    private final List<Operation> operations;

    Paces(JdbcClient database, Rows rows, OperationLog log, Operations operations) {
        this.database = database;
        this.rows = rows;
        this.log = log;
        this.operations = operations.all().stream()
                .filter(operation -> !operation.tokenHost())
                .sorted(Comparator.comparing(Operation::name))
                .toList();
    }

    /** The pace of each operation: its knob, what a person has set, and each shop that TikTok Shop refused a call of lately. */
    public List<ObjectNode> show() {
        return rows.read(
                SHOW,
                Map.of(
                        "operations",
                        String.join(
                                ",", operations.stream().map(Operation::name).toList()),
                        "knobs",
                        String.join(
                                ",",
                                operations.stream()
                                        .map(operation -> Integer.toString(operation.pace()))
                                        .toList())));
    }

    /** Sets the pace of an operation, in all replicas, within a second. When none is asked for, it is as its knob says again. */
    @Transactional
    public Map<String, String> set(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked values = new Asked(asked);
        String operation = values.required("operation");
        Long perSecond = values.number("perSecond");
        check(operation, perSecond);
        JdbcClient.StatementSpec change =
                database.sql(perSecond == null ? LEAVE : SET).param("operation", operation);
        (perSecond == null ? change : change.param("perSecond", perSecond.intValue())).update();
        String said = perSecond == null ? "as the knob says" : perSecond.toString();
        log.write(operator, "change-pace", operation, said);
        return Map.of("operation", operation, "perSecond", said);
    }

    private void check(String operation, @Nullable Long perSecond) {
        if (operations.stream().noneMatch(known -> known.name().equals(operation))) {
            throw OperationRefused.missing("There is no such operation.", "Name one that GET /paces shows.");
        }
        if (perSecond != null && perSecond > HIGHEST) {
            throw OperationRefused.bad("perSecond is " + perSecond + ".", "Give a number from 0 to " + HIGHEST + ".");
        }
    }
}
