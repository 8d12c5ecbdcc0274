package io.creatorflow.tiktokshop.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The books of each downstream: accepted = delivered + pending + superseded + (parked - unparked) + discarded, and each
 * figure against the rows that it counts.
 */
final class Ledger {

    private static final String FIGURES = """
            select receiver, sum(accepted) accepted, sum(delivered) delivered, sum(superseded) superseded,
              sum(parked) - sum(unparked) parked, sum(discarded) discarded,
              (select count(*) from delivery d where d.receiver = l.receiver) pending,
              (select coalesce(sum(waiting), 0) from delivery_key k where k.receiver = l.receiver) waiting,
              (select count(*) from delivery_parked p where p.receiver = l.receiver) parked_rows,
              (select count(*) from delivery_done d where d.receiver = l.receiver and outcome = 'delivered') delivered_rows,
              (select count(*) from delivery_done d where d.receiver = l.receiver and outcome = 'superseded') superseded_rows,
              (select count(*) from delivery_done d where d.receiver = l.receiver and outcome = 'discarded') discarded_rows
            from ledger l group by receiver order by receiver
            """;

    private Ledger() {}

    /** What does not add up, in words; nothing when the books close. */
    static List<String> faults(World world) {
        List<String> faults = new ArrayList<>();
        try (Connection connection = world.connect();
                ResultSet row = connection.createStatement().executeQuery(FIGURES)) {
            while (row.next()) {
                String receiver = row.getString("receiver");
                long accounted = row.getLong("delivered")
                        + row.getLong("pending")
                        + row.getLong("superseded")
                        + row.getLong("parked")
                        + row.getLong("discarded");
                equal(faults, receiver + ": accepted and accounted for", row.getLong("accepted"), accounted);
                equal(faults, receiver + ": waiting and its rows", row.getLong("waiting"), row.getLong("pending"));
                for (String figure : List.of("delivered", "superseded", "discarded", "parked")) {
                    equal(
                            faults,
                            receiver + ": " + figure + " and its rows",
                            row.getLong(figure),
                            row.getLong(figure + "_rows"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return faults;
    }

    private static void equal(List<String> faults, String what, long one, long other) {
        if (one != other) {
            faults.add(what + ": " + one + " and " + other);
        }
    }
}
