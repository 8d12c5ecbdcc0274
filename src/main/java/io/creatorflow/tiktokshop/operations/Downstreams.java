package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The receivers: the state of each with its ledger, and how a person pauses, resumes and limits one, for all replicas. */
@Component("downstreams")
public class Downstreams {

    private static final String SHOW = """
            select known.receiver, case when d.paused_at is not null then 'paused' when d.probe_at is not null then 'held'
                else 'open' end as state, d.failures, d.reason, d.probe_at as "probeAt", d.paused_at as "pausedAt",
              d.paused_by as "pausedBy", d.pause_reason as "pauseReason", d.concurrency, d.rate, l.accepted, l.delivered, l.pending,
              l.superseded, l.parked, l.discarded, l.difference, l.drift
            from unnest(string_to_array(:receivers, ',')) as known (receiver) left join downstream d using (receiver)
            left join ledger_balance l using (receiver)
            """;
    private static final String PAUSE = """
            insert into downstream (receiver, paused_at, paused_by, pause_reason)
            values (:receiver, clock_timestamp(), :operator, :reason)
            on conflict (receiver) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by,
              pause_reason = excluded.pause_reason where downstream.paused_at is null
            """;
    private static final String RESUME = """
            update downstream set paused_at = null, paused_by = null, pause_reason = null
            where receiver = :receiver and paused_at is not null
            """;

    private static final String LIMIT = """
            insert into downstream (receiver, concurrency, rate) values (:receiver, :concurrency, :rate)
            on conflict (receiver) do update set concurrency = excluded.concurrency, rate = excluded.rate
            """;
    private static final int HIGHEST_RATE = 10_000;

    private final JdbcClient database;
    private final Rows rows;
    private final OperationLog log;
    private final List<String> receivers;
    private final int mostSenders;

    Downstreams(
            JdbcClient database,
            Rows rows,
            OperationLog log,
            @Value("${deliveries.receivers}") List<String> receivers,
            @Value("${deliveries.most-senders}") int mostSenders) {
        this.database = database;
        this.rows = rows;
        this.log = log;
        this.receivers = receivers;
        this.mostSenders = mostSenders;
    }

    /** Each with its state and ledger, and in words why it does not get what waits. */
    public List<ObjectNode> show() {
        List<ObjectNode> found = rows.read(SHOW, Map.of("receivers", String.join(",", receivers)));
        found.forEach(receiver -> Sentences.ofReceiver(receiver).addTo(receiver));
        return found;
    }

    /**
     * Nothing more is claimed for the receiver; what is on its way ends.
     *
     * @param reason for others to read
     */
    @Transactional
    public Map<String, String> pause(
            @Header("receiver") String receiver,
            @Header("reason") @Nullable String reason,
            @Header(OperatorRequest.OPERATOR) String operator) {
        check(receiver);
        String why = reason == null ? "" : reason;
        boolean changed = change(PAUSE, receiver, operator, why);
        return changed(changed, receiver, "paused", operator, "pause", why);
    }

    /** What waits for the receiver goes out again, within a second. */
    @Transactional
    public Map<String, String> resume(
            @Header("receiver") String receiver, @Header(OperatorRequest.OPERATOR) String operator) {
        check(receiver);
        boolean changed = change(RESUME, receiver, operator, "");
        return changed(changed, receiver, "open", operator, "resume", "");
    }

    /** Sets the limits of a receiver, within a second. One that is not asked for is as its knob says again. */
    @Transactional
    public Map<String, String> limit(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        Asked values = new Asked(asked);
        String receiver = values.required("receiver");
        check(receiver);
        Long concurrency = number(values, "concurrency", 1, mostSenders);
        Long rate = number(values, "rate", 0, HIGHEST_RATE);
        database.sql(LIMIT)
                .param("receiver", receiver)
                .param("concurrency", concurrency, Types.INTEGER)
                .param("rate", rate, Types.INTEGER)
                .update();
        Map<String, String> limits = Map.of("concurrency", said(concurrency), "rate", said(rate));
        log.write(operator, "limit", receiver, limits.toString());
        Map<String, String> answer = new TreeMap<>(limits);
        answer.put("receiver", receiver);
        return answer;
    }

    private static String said(@Nullable Long value) {
        return value == null ? "as the knob says" : value.toString();
    }

    private static @Nullable Long number(Asked asked, String name, long least, long most) {
        Long value = asked.number(name);
        if (value != null && (value < least || value > most)) {
            throw OperationRefused.bad(
                    name + " is " + value + ".", "Give a number from " + least + " to " + most + ".");
        }
        return value;
    }

    private boolean change(String sql, String receiver, String operator, String reason) {
        return database.sql(sql)
                        .param("receiver", receiver)
                        .param("operator", operator)
                        .param("reason", reason)
                        .update()
                > 0;
    }

    private Map<String, String> changed(
            boolean changed, String receiver, String state, String operator, String action, String detail) {
        if (changed) {
            log.write(operator, action, receiver, detail);
        }
        return Map.of("receiver", receiver, "state", state, "changed", changed ? "now" : "before");
    }

    /** Refuses a name that no file in the folder of downstreams has. */
    void check(String receiver) {
        if (!receivers.contains(receiver)) {
            throw OperationRefused.missing(
                    "There is no such receiver.", "Name one of " + String.join(", ", receivers) + ".");
        }
    }
}
