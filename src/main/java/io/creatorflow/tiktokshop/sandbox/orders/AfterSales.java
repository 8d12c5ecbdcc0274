package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.orders.AfterSale.Kind;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All cancellations and returns of the sandbox. */
public final class AfterSales {

    private record Shelf(Shop shop, Kind kind) {}

    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, AfterSale> byId = new ConcurrentHashMap<>();
    private final Map<Shelf, Timeline<AfterSale>> timelines = new ConcurrentHashMap<>();

    /** Those of a kind and shop. */
    public Timeline<AfterSale> of(Shop shop, Kind kind) {
        return timelines.computeIfAbsent(new Shelf(shop, kind), none -> new Timeline<>());
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
        of(next.order().shop(), next.kind()).put(next.key(), new SortKey(next.updateTime(), next.number()), next);
    }

    void reset() {
        byId.clear();
        timelines.clear();
    }
}
