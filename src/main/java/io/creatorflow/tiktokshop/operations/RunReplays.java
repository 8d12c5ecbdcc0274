package io.creatorflow.tiktokshop.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Carries replays out. A batch and how far the replay has come are one transaction: after a kill it goes on from there. */
@Component("runReplays")
public class RunReplays {

    private static final String TAKE =
            "select * from replay where finished_at is null order by id limit 1 for update skip locked";
    private static final String ADVANCE = """
            update replay set day = :day, position = :position, sent = sent + :sent, newer_delivered = newer_delivered + :newer,
              on_its_way = on_its_way + :waiting, finished_at = case when :last then clock_timestamp() end where id = :id
            """;

    private final JdbcClient database;
    private final ReplayPages pages;
    private final ReplayBatch batch;

    RunReplays(JdbcClient database, ReplayPages pages, ReplayBatch batch) {
        this.database = database;
        this.pages = pages;
        this.batch = batch;
    }

    /**
     * Sends one batch of one replay.
     *
     * @return whether there may be more to do
     */
    @Transactional
    public boolean advance() {
        Optional<Replay> running =
                database.sql(TAKE).query((row, number) -> Replay.of(row)).optional();
        running.ifPresent(this::advance);
        return running.isPresent();
    }

    private void advance(Replay replay) {
        ReplayPages.Pages page = pages.next(database, replay);
        List<Verdict> verdicts = page.places().isEmpty() ? List.of() : batch.send(replay.receiver(), 1, page.places());
        database.sql(ADVANCE)
                .params(Map.of(
                        "id", replay.id(),
                        "day", page.day(),
                        "position", page.position(),
                        "sent", count(verdicts, "send"),
                        "newer", count(verdicts, "newer-delivered"),
                        "waiting", count(verdicts, "on-its-way"),
                        "last", page.last()))
                .update();
    }

    private static long count(List<Verdict> verdicts, String verdict) {
        return verdicts.stream().filter(v -> v.verdict().equals(verdict)).count();
    }
}
