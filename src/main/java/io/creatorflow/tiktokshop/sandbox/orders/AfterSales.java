package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.orders.AfterSale.Kind;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All cancellations and returns of the sandbox. */
public final class AfterSales {

    private record Shelf(Shop shop, Kind kind) {}

    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, AfterSale> byId = new ConcurrentHashMap<>();
    private final Map<Shelf, NavigableMap<SortKey, AfterSale>> byCreateTime = new ConcurrentHashMap<>();

    /** Those of a kind and shop, the oldest first. */
    public NavigableMap<SortKey, AfterSale> of(Shop shop, Kind kind) {
        return byCreateTime.computeIfAbsent(new Shelf(shop, kind), none -> new ConcurrentSkipListMap<>());
    }

    /** One by its id, null if there is none of that kind. */
    public @Nullable AfterSale find(Kind kind, String id) {
        AfterSale found = byId.get(id);
        return found != null && found.kind() == kind ? found : null;
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** How a cancellation stands from now on. */
    void cancellation(Order order, Cancellation cancellation, String type, String status, long at) {
        AfterSale known = byId.get(cancellation.id());
        AfterSale next = known != null
                ? known.with(status, at)
                : new AfterSale(
                        Kind.CANCELLATION,
                        nextNumber(),
                        cancellation.id(),
                        order,
                        type,
                        status,
                        cancellation.by(),
                        cancellation.reason(),
                        cancellation.created(),
                        at);
        put(next);
    }

    void put(AfterSale next) {
        byId.put(next.id(), next);
        of(next.order().shop(), next.kind()).put(next.key(), next);
    }

    void reset() {
        byId.clear();
        byCreateTime.clear();
    }
}
