package io.creatorflow.tiktokshop.downstreams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How many requests at a time, and how many a second, each receiver gets from this replica: as the knobs
 * {@code downstream.<name>.concurrency} and {@code .rate} say, or as a person has set for all replicas while they are running.
 */
@Component("deliveryLimits")
public class DeliveryLimits {

    /**
     * The limits of a receiver.
     *
     * @param concurrency requests at a time; 0 for no limit
     * @param rate requests a second; 0 for no limit
     */
    record Limit(int concurrency, int rate) {}

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLimits.class);

    private static final String SET =
            "select receiver, concurrency, rate from downstream where num_nonnulls(concurrency, rate) > 0";

    private final JdbcClient database;
    private final Environment knobs;
    private final Map<String, Limit> known = new ConcurrentHashMap<>();
    private volatile Map<String, Limit> set = Map.of();

    DeliveryLimits(JdbcClient database, Environment knobs) {
        this.database = database;
        this.knobs = knobs;
    }

    /** What holds for a receiver now. */
    Limit of(String receiver) {
        Limit limit = set.get(receiver);
        return limit != null ? limit : known.computeIfAbsent(receiver, this::knobs);
    }

    private Limit knobs(String receiver) {
        return new Limit(
                knobs.getProperty("downstream." + receiver + ".concurrency", Integer.class, 0),
                knobs.getProperty("downstream." + receiver + ".rate", Integer.class, 0));
    }

    /** Reads what people have set. While the database does not answer, what was set before holds. */
    public synchronized void refresh() {
        try {
            set = database
                    .sql(SET)
                    .query((row, number) -> Map.entry(
                            row.getString("receiver"),
                            limit(
                                    row.getString("receiver"),
                                    row.getObject("concurrency", Integer.class),
                                    row.getObject("rate", Integer.class))))
                    .list()
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The limits of the downstreams could not be read: {}", e.getMessage());
        }
    }

    private Limit limit(String receiver, @Nullable Integer concurrency, @Nullable Integer rate) {
        Limit knob = known.computeIfAbsent(receiver, this::knobs);
        return new Limit(concurrency == null ? knob.concurrency() : concurrency, rate == null ? knob.rate() : rate);
    }
}
