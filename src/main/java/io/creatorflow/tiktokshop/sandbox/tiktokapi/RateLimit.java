package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts calls per shop where a limit is set: of each operation in whole seconds of real time, of all in virtual hours. */
final class RateLimit {

    private record Span(long number, int calls) {}

    private final Map<String, Span> spans = new ConcurrentHashMap<>();
    private final VirtualClock clock;

    RateLimit(VirtualClock clock) {
        this.clock = clock;
    }

    void check(Operation operation, @Nullable Shop shop, ApiChance chance) throws ApiError {
        String shopId = shop == null ? "" : shop.id();
        int aSecond = chance.faults().callsPerSecond(operation.name());
        if (isOver(operation.name() + '/' + shopId, clock.realMillis() / 1000, aSecond)) {
            throw ApiError.tooMany();
        }
        if (isOver(shopId, clock.seconds() / 3600, chance.faults().callsPerHour())) {
            throw ApiError.hourlyLimit();
        }
    }

    private boolean isOver(String key, long span, int most) {
        return most > 0
                && spans.merge(
                                        key,
                                        new Span(span, 1),
                                        (old, one) -> old.number == span ? new Span(span, old.calls + 1) : one)
                                .calls
                        > most;
    }
}
