package io.creatorflow.tiktokshop.durable;

import java.util.UUID;

/** Leases that no heartbeat renews. */
public final class TestLeases {

    private TestLeases() {}

    /** One that has run out. */
    public static Lease expired() {
        return new Lease(UUID.randomUUID());
    }
}
