package io.creatorflow.tiktokshop.downstreams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits for a sender. The shops take turns, so that none waits behind all that another has. */
final class Turns {

    private final Map<String, Queue<InHand>> shops = new LinkedHashMap<>();
    private int size;

    void add(String shop, InHand key) {
        shops.computeIfAbsent(shop, none -> new ArrayDeque<>()).add(key);
        size++;
    }

    /** The next one of the shop whose turn it is; null when nothing waits. */
    @Nullable
    InHand poll() {
        Iterator<Map.Entry<String, Queue<InHand>>> turns = shops.entrySet().iterator();
        if (!turns.hasNext()) {
            return null;
        }
        Map.Entry<String, Queue<InHand>> turn = turns.next();
        turns.remove();
        InHand key = turn.getValue().remove();
        size--;
        if (!turn.getValue().isEmpty()) {
            shops.put(turn.getKey(), turn.getValue());
        }
        return key;
    }

    /** How many wait. */
    int size() {
        return size;
    }

    /** How many of a shop wait. */
    int of(String shop) {
        Queue<InHand> waiting = shops.get(shop);
        return waiting == null ? 0 : waiting.size();
    }

    /** How many shops have something waiting. */
    int shops() {
        return shops.size();
    }

    /** Takes back all. */
    List<InHand> clear() {
        List<InHand> all = new ArrayList<>();
        shops.values().forEach(all::addAll);
        shops.clear();
        size = 0;
        return all;
    }
}
