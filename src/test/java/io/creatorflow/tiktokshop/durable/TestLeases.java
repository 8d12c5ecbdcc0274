package io.creatorflow.tiktokshop.durable;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leases that no heartbeat renews. */
public final class TestLeases {

    private TestLeases() {}

    /** One that has run out. */
    public static Lease expired() {
        return new Lease(UUID.randomUUID());
    }

    /** Gives back what is claimed under a lease, as the heartbeat of another replica does when it has run out. */
    public static void giveBack(JdbcClient database, Lease lease) {
        LapsedClaims.giveBack(database, new UUID[] {lease.id()});
    }
}
