package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Replays: begun by a person, or only counted, and carried out in the bulk lane, batch by batch. */
@Component("replays")
public class Replays {

    /**
     * What a replay would do.
     *
     * @param messages that would be sent
     * @param newerDelivered refused, as the receiver has got something newer: ask for the current state
     * @param onItsWay left out, as they or something newer wait already
     * @param complete whether all was counted in the time that a call gets
     */
    record Count(long messages, long newerDelivered, long onItsWay, boolean complete) {}

    private static final Duration LONGEST_COUNT = Duration.ofSeconds(20);
    private static final String START = """
            insert into replay (receiver, current, types, kind, shop_id, entity_id, from_time, to_time, day, operator)
            values (:receiver, :current, :types, :kind, :shop, :entity, :from, :to, :day, :operator) returning id
            """;
    private static final String SHOW = """
            select id, receiver, current, types, kind, shop_id as shop, entity_id as entity, from_time as "from", to_time as "to",
              case when stopped_by is not null then 'stopped' when finished_at is null then 'running' else 'finished' end as state,
              sent, newer_delivered as "newerDelivered", on_its_way as "onItsWay", operator, started_at as "startedAt",
              finished_at as "finishedAt", stopped_by as "stoppedBy"
            from replay where (:id::bigint is null or id = :id) and id < coalesce(:after::bigint, 9223372036854775807)
            order by id desc limit :limit
            """;
    private static final String STOP = """
            update replay set finished_at = clock_timestamp(), stopped_by = :operator where id = :id and finished_at is null
            """;

    private final JdbcClient database;
    private final Rows rows;
    private final ReplayPages pages;
    private final ReplayBatch batch;
    private final OperationLog log;
    private final Clock clock;

    Replays(JdbcClient database, Rows rows, ReplayPages pages, ReplayBatch batch, OperationLog log, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.pages = pages;
        this.batch = batch;
        this.log = log;
        this.clock = clock;
    }

    /** Counts what it would do, and changes nothing. */
    public Object count(Replay replay) {
        Instant end = clock.instant().plus(LONGEST_COUNT);
        return rows.together(reader -> {
            Map<String, Long> counts = new HashMap<>();
            Replay at = replay;
            ReplayPages.Pages page;
            do {
                page = pages.next(reader, at);
                batch.judge(reader, replay.receiver(), page.places())
                        .forEach(verdict -> counts.merge(verdict.verdict(), 1L, Long::sum));
                at = at.at(page.day(), page.position());
            } while (!page.last() && clock.instant().isBefore(end));
            return new Count(
                    counts.getOrDefault("send", 0L),
                    counts.getOrDefault("newer-delivered", 0L),
                    counts.getOrDefault("on-its-way", 0L),
                    page.last());
        });
    }

    /** Begins it; it goes on by itself, also after a restart. */
    @Transactional
    public Map<String, Object> start(Replay replay, @Header(OperatorRequest.OPERATOR) String operator) {
        Map<String, Object> parameters = replay.parameters();
        parameters.put("operator", operator);
        long id = database.sql(START).params(parameters).query(Long.class).single();
        parameters.keySet().removeAll(List.of("position", "last", "operator", "day", "types"));
        log.write(operator, "replay", replay.receiver() + "/" + id, parameters.toString());
        return Map.of("id", id, "state", "running");
    }

    /** A page of them, the latest first. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked page = new Asked(asked);
        return Page.of(read(page, null), page.limit(), "id");
    }

    /** One, with how far it has come. */
    public ObjectNode one(@Headers Map<String, Object> asked) {
        Asked which = new Asked(asked);
        return read(which, which.requiredNumber("id")).stream().findFirst().orElseThrow(Replays::missing);
    }

    private List<ObjectNode> read(Asked asked, @Nullable Long id) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("after", asked.number("after"));
        parameters.put("limit", asked.limit());
        return rows.read(SHOW, parameters);
    }

    /** Ends one before it is finished; what it has sent stays sent. */
    @Transactional
    public Map<String, Object> stop(
            @Headers Map<String, Object> asked, @Header(OperatorRequest.OPERATOR) String operator) {
        long id = new Asked(asked).requiredNumber("id");
        int stopped =
                database.sql(STOP).param("id", id).param("operator", operator).update();
        if (stopped == 0) {
            throw missing();
        }
        log.write(operator, "stop-replay", Long.toString(id), "");
        return Map.of("id", id, "state", "stopped");
    }

    private static OperationRefused missing() {
        return OperationRefused.missing(
                "There is no such replay, or it is over.", "Look among GET " + OperationsGate.FOLDER + "/replays.");
    }
}
