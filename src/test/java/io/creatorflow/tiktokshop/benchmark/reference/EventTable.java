package io.creatorflow.tiktokshop.benchmark.reference;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The one table: raw body, a unique hash against repeats, and whether the event was posted on. */
class EventTable {

    /** An event that waits. */
    record Waiting(long id, byte[] body) {}

    private final JdbcTemplate database;

    EventTable(JdbcTemplate database) {
        this.database = database;
        database.execute("""
                create table if not exists event (
                  id bigint generated always as identity primary key,
                  body_sha256 bytea not null unique,
                  event_type integer,
                  shop_id text,
                  body bytea not null,
                  received_at timestamptz not null default clock_timestamp(),
                  done_at timestamptz)""");
        database.execute("create index if not exists event_waiting on event (id) where done_at is null");
    }

    void insert(byte[] sha256, int type, String shopId, byte[] body) {
        database.update(
                "insert into event (body_sha256, event_type, shop_id, body) values (?, ?, ?, ?) on conflict do nothing",
                sha256,
                type,
                shopId,
                body);
    }

    List<Waiting> lockWaiting(int most) {
        return database.query(
                "select id, body from event where done_at is null order by id limit " + most
                        + " for update skip locked",
                (row, number) -> new Waiting(row.getLong(1), row.getBytes(2)));
    }

    void done(List<Long> ids) {
        Long[] array = ids.toArray(Long[]::new);
        database.update("update event set done_at = clock_timestamp() where id = any (?)", (Object) array);
    }
}
