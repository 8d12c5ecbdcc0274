package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts calls per shop and operation in whole seconds of real time, where a limit is set. */
final class RateLimit {

    private record Second(long second, int calls) {}

    private final Map<String, Second> seconds = new ConcurrentHashMap<>();
    private final VirtualClock clock;

    RateLimit(VirtualClock clock) {
        this.clock = clock;
    }

    boolean allows(Operation operation, @Nullable Shop shop, ApiChance chance) {
        int most = chance.faults().callsPerSecond(operation.name());
        if (most == 0) {
            return true;
        }
        long now = clock.realMillis() / 1000;
        String key = operation.name() + '/' + (shop == null ? "" : shop.id());
        Second counted = seconds.merge(
                key, new Second(now, 1), (old, one) -> old.second == now ? new Second(now, old.calls + 1) : one);
        return counted.calls <= most;
    }
}
