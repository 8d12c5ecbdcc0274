package io.creatorflow.tiktokshop.api;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * The token buckets in the table {@code pace_bucket}, which all replicas take from. A bucket holds a twentieth of a second's tokens at
 * most, so that no second gets more than 1.05 times its share.
 */
@Component
class SharedBuckets {

    private static final int LARGEST_BURST = 20;

    private final ProxyManager<String> buckets;

    SharedBuckets(DataSource database) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("pace_bucket")
                .build();
    }

    /**
     * Takes tokens, those of the future too, in one round trip.
     *
     * @param most how long the last of them may be away
     * @return nanoseconds until the last of them is there; -1 when it is too far away, and then none is taken
     */
    long reserve(String key, int perSecond, int tokens, Duration most) {
        AtomicLong wait = new AtomicLong();
        boolean taken = bucket(key, perSecond)
                .asBlocking()
                .tryConsumeUninterruptibly(tokens, Math.max(1, most.toNanos()), wait::set);
        return taken ? wait.get() : -1;
    }

    /** Refills the bucket at another pace from now on. What has been taken stays taken. */
    void change(String key, int perSecond) {
        bucket(key, perSecond).replaceConfiguration(refilled(perSecond), TokensInheritanceStrategy.AS_IS);
    }

    private BucketProxy bucket(String key, int perSecond) {
        return buckets.builder().build(key, () -> refilled(perSecond));
    }

    private static BucketConfiguration refilled(int perSecond) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, perSecond / LARGEST_BURST))
                        .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
