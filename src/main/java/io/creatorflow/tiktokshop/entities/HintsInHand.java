package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.AfterCommit;
import io.creatorflow.tiktokshop.durable.Doorbell;
import io.creatorflow.tiktokshop.durable.HandOver;
import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Of which kinds hints may wait, and which shops have theirs read here. */
@Component
class HintsInHand {

    private final Kinds kinds;
    private final Leases leases;
    private final LiveWork liveWork;
    private final Duration callDeadline;
    private final Map<String, BusyShops> shops;
    private final Doorbell doorbell = new Doorbell();

    HintsInHand(
            Kinds kinds,
            Leases leases,
            LiveWork liveWork,
            Environment environment,
            @Value("${tiktok-shop.call-deadline}") Duration callDeadline) {
        this.kinds = kinds;
        this.leases = leases;
        this.liveWork = liveWork;
        this.callDeadline = callDeadline;
        this.shops = kinds.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Kind::name,
                        kind -> new BusyShops(environment.getProperty(kind.plural() + ".readers", Integer.class, 1))));
    }

    BusyShops shops(Kind kind) {
        return Objects.requireNonNull(shops.get(kind.name()));
    }

    /** What to claim under now; null while it would not outlast a call. */
    @Nullable
    Lease lease() {
        Lease lease = leases.current();
        return lease.outlasts(callDeadline) ? lease : null;
    }

    /** Of which kinds hints may wait, as their readers are named. */
    List<String> rung() {
        return kinds.all().stream()
                .filter(kind -> doorbell.isRung(kind.name()) || shops(kind).isAnyAhead())
                .map(Kind::plural)
                .toList();
    }

    /** Whether to look for hints of a kind; the answer yes silences its bell. */
    boolean answer(Kind kind) {
        return doorbell.answer(kind.name());
    }

    /** Hints of a kind may wait. */
    void look(Kind kind) {
        doorbell.ring(kind.name());
    }

    /** Hints of these shops wait. Those of a shop that is read now are looked for when it is free again. */
    void look(Kind kind, Collection<String> shopIds) {
        long free =
                shopIds.stream().filter(shop -> !shops(kind).passesOver(shop)).count();
        if (free > 0) {
            look(kind);
        }
    }

    /** The same once the transaction is committed. */
    void lookAfterCommit(String kind, Collection<String> shopIds) {
        AfterCommit.run(() -> look(kinds.named(kind), shopIds));
    }

    /** Takes a claimed batch in hand. */
    void take(HintBatch batch) {
        noteIfLive(batch);
        shops(batch.kind()).take(batch);
    }

    private void noteIfLive(HintBatch batch) {
        if (!batch.bulk()) {
            liveWork.seen();
        }
    }

    /**
     * A batch is over. Whoever rings without need makes a reader ask the database in vain.
     *
     * @param more whether it may have left hints of its shop
     */
    void letGo(HintBatch batch, boolean more) {
        noteIfLive(batch);
        if (shops(batch.kind()).letGo(batch, more)) {
            look(batch.kind());
        }
    }

    /**
     * Stores live hints in the open transaction and claims along what can be read at once: once it is committed, the readers have it. Not while hints
     * of the kind wait, as these go first, and together.
     *
     * @param ids that are due now, by their shops
     * @param store stores, given the shops that nobody is at, as batches without hints; returns those of them of which it claimed some, with these
     */
    void store(String kindName, Map<String, Set<String>> ids, UnaryOperator<List<HintBatch>> store) {
        List<HintBatch> reserved = reserve(kinds.named(kindName), ids);
        List<HintBatch> claimed;
        try {
            claimed = store.apply(reserved);
        } catch (RuntimeException e) {
            letGo(reserved);
            throw e;
        }
        if (!reserved.isEmpty()) {
            List<Lease> claims = List.of(reserved.get(0).lease());
            new HandOver(claims, leases, () -> begin(reserved, claimed), () -> letGo(reserved)).register();
        }
    }

    private List<HintBatch> reserve(Kind kind, Map<String, Set<String>> ids) {
        Lease lease = lease();
        if (lease == null
                || !TransactionSynchronizationManager.isSynchronizationActive()
                || doorbell.isRung(kind.name())) {
            return List.of();
        }
        List<String> readAtOnce = ids.keySet().stream()
                .filter(shop -> Objects.requireNonNull(ids.get(shop)).size() <= kind.idsPerCall())
                .toList();
        return shops(kind).reserve(kind, readAtOnce, lease);
    }

    private void begin(List<HintBatch> reserved, List<HintBatch> claimed) {
        claimed.forEach(this::take);
        letGo(reserved);
    }

    private void letGo(List<HintBatch> reserved) {
        reserved.forEach(batch -> letGo(batch, false));
    }
}
