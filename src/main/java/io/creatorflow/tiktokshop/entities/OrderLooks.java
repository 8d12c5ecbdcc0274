package io.creatorflow.tiktokshop.entities;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges the answers about orders: fresh enough, missing, going back, or to be looked at again at a known time. */
@Component
class OrderLooks {

    private static final Look DONE = Look.done();
    private static final Look REREAD = Look.reread();

    private final OrderStanding standing;
    private final Hints hints;
    private final Counter stale;
    private final Counter wentBack;

    OrderLooks(OrderStanding standing, Hints hints, MeterRegistry meters) {
        this.standing = standing;
        this.hints = hints;
        this.stale = meters.counter("entities.stale.taken", "kind", OrderReading.KIND);
        this.wentBack = meters.counter("entities.went.back", "kind", OrderReading.KIND);
    }

    /** What came of looking at each order that was asked for or read, by id. */
    Map<String, Look> at(OrderAnswer answer, Map<String, Facts> read, Map<String, Stored> stored, Instant now) {
        Map<String, Look> looks = new HashMap<>();
        if (answer.hints() == null) {
            read.forEach((id, order) ->
                    looks.put(id, standing.goesBack(stored.get(id), order) ? REREAD : later(order, now)));
        } else {
            answer.hints()
                    .hints()
                    .forEach(hint -> looks.put(
                            hint.entityId(), at(hint, read.get(hint.entityId()), stored.get(hint.entityId()), now)));
        }
        return looks;
    }

    private Look at(Hint hint, @Nullable Facts read, @Nullable Stored stored, Instant now) {
        if (read == null) {
            Look again = Look.again(hint.looks());
            return again != null ? again : Look.parked("TikTok Shop does not return this order to the shop");
        }
        if (standing.goesBack(stored, read)) {
            if (!hint.believe()) {
                return REREAD;
            }
            wentBack.increment();
        }
        if (hint.newestEvent() != null && read.updateTime().isBefore(hint.newestEvent())) {
            Look again = Look.again(hint.looks());
            if (again != null) {
                return again;
            }
            stale.increment();
        }
        return later(read, now);
    }

    private Look later(Facts read, Instant now) {
        Release release = standing.release(read, now);
        return release.state() == Release.State.NOT_READY && release.at() != null ? Look.then(release.at()) : DONE;
    }

    /** Whether an order looked at in this way is merged now. */
    boolean believed(@Nullable Look look) {
        return look != REREAD;
    }

    /** Asks for the further looks that a page of a pull calls for. */
    void ask(OrderAnswer page, Map<String, Look> seen) {
        List<Wanted> wanted = new ArrayList<>();
        page.orders().forEach(order -> {
            Look look = seen.get(order.entityId());
            if (look != null && look != DONE) {
                wanted.add(new Wanted(page.shopId(), order.entityId(), order.updateTime(), look.at()));
            }
        });
        hints.ask(OrderReading.KIND, wanted, page.bulk());
    }
}
