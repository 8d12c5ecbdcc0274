package io.creatorflow.tiktokshop.downstreams;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells a failing endpoint from a failing message. After several failures in a row the receiver's whole queue is held: one
 * probe at a time goes out, on rotating keys, and no attempt counts against a message; a good answer opens it again. Each
 * bad probe doubles the wait for the next one; what was still on its way when the queue was held changes nothing.
 */
@Component
class Endpoints {

    private static final String BAD = """
            insert into downstream as d (receiver, failures, reason)
            values (:receiver, least(:failures, :patience), :reason)
            on conflict (receiver) do update set reason = excluded.reason, failures =
              case when d.probe_at is null then least(d.failures + :failures, :patience) else d.failures + :probes end
            returning failures
            """;
    private static final String HOLD = """
            update downstream set probe_at = greatest(
              case when :probes = 0 then probe_at end, statement_timestamp() + make_interval(secs => :seconds))
            where receiver = :receiver
            """;

    private final JdbcClient database;
    private final int patience;
    private final Duration longestHold;

    Endpoints(
            JdbcClient database,
            @Value("${deliveries.failures-until-held}") int patience,
            @Value("${deliveries.longest-hold}") Duration longestHold) {
        this.database = database;
        this.patience = patience;
        this.longestHold = longestHold;
    }

    /** The deliveries that the endpoint answered, by taking or refusing them: its failures are over. */
    static List<Delivery> answered(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(o -> o instanceof Outcome.Delivered || o instanceof Outcome.Parked)
                .map(Outcome::delivery)
                .toList();
    }

    /** Whether some of a batch of outcomes were not answered, and none was. */
    boolean isAtFault(List<Outcome> outcomes) {
        return answered(outcomes).isEmpty() && !unavailable(outcomes).isEmpty();
    }

    private static List<Outcome.Unavailable> unavailable(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Unavailable.class::isInstance)
                .map(Outcome.Unavailable.class::cast)
                .toList();
    }

    /**
     * Takes note of a batch of outcomes for which the endpoint is at fault, within the caller's transaction.
     *
     * @return whether the receiver is held
     */
    boolean judge(String receiver, List<Outcome> outcomes) {
        List<Outcome.Unavailable> bad = unavailable(outcomes);
        long probes = requests(bad.stream().filter(o -> o.delivery().probe()));
        int failures = database.sql(BAD)
                .param("receiver", receiver)
                .param("failures", requests(bad.stream()))
                .param("patience", patience)
                .param("probes", probes)
                .param("reason", bad.get(0).reason())
                .query(Integer.class)
                .single();
        Duration asked = asked(bad);
        if (failures < patience && asked.isZero()) {
            return false;
        }
        Duration hold = asked.isZero() ? wait(failures - patience) : asked;
        database.sql(HOLD)
                .param("receiver", receiver)
                .param("probes", probes)
                .param("seconds", hold.toMillis() / 1000.0)
                .update();
        return true;
    }

    /** A batch is one request, whatever it carries. */
    private static long requests(Stream<Outcome.Unavailable> outcomes) {
        return outcomes.map(Outcome::delivery)
                .map(delivery -> delivery.batch() == null ? delivery.id() : delivery.batch())
                .distinct()
                .count();
    }

    private static Duration asked(List<Outcome.Unavailable> bad) {
        return bad.stream()
                .map(Outcome.Unavailable::retryAfter)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Duration wait(int probes) {
        Duration hold = Duration.ofSeconds(1L << Math.min(Math.max(probes, 0), 10));
        return hold.compareTo(longestHold) > 0 ? longestHold : hold;
    }
}
