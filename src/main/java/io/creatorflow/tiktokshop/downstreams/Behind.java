package io.creatorflow.tiktokshop.downstreams;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which shops have more waiting than was claimed, so that what is stored now has to wait for a claim, too. */
final class Behind {

    private final int most;
    private final Set<String> shops = ConcurrentHashMap.newKeySet();
    private volatile boolean all = true;

    /**
     * Any shop may be behind.
     *
     * @param most keys that a claim takes
     */
    Behind(int most) {
        this.most = most;
    }

    /** Those that have their share in hand are behind from now on. */
    void note(Set<String> candidates, Turns keys) {
        candidates.stream().filter(shop -> hasItsShare(shop, keys)).forEach(shops::add);
    }

    /**
     * A claim gave all that there was to a shop that got less than its share; any may be behind when it had no room for all of them. Bulk messages
     * make no live one wait.
     */
    void claimed(List<List<? extends Posting>> postings) {
        Map<String, Set<Long>> entities = postings.stream()
                .flatMap(List::stream)
                .flatMap(posting -> posting.members().stream())
                .filter(delivery -> !delivery.bulk())
                .collect(Collectors.groupingBy(
                        Delivery::shopId, Collectors.mapping(Delivery::entityKey, Collectors.toSet())));
        all = entities.size() >= most;
        shops.clear();
        entities.forEach((shop, own) -> {
            if (own.size() >= share(entities.size())) {
                shops.add(shop);
            }
        });
    }

    boolean is(String shop) {
        return all || shops.contains(shop);
    }

    boolean isNobody() {
        return !all && shops.isEmpty();
    }

    private boolean hasItsShare(String shop, Turns keys) {
        int own = keys.of(shop) + keys.of(Lanes.SEVERAL_SHOPS);
        return own >= share(own > 0 ? keys.shops() : keys.shops() + 1);
    }

    /** How many each of so many shops may have: as many as a claim takes of each. */
    private long share(int shops) {
        return Math.max(1, most / Math.max(1, shops));
    }
}
