package io.creatorflow.tiktokshop.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders of one shop whose ids follow one another.
 *
 * @param first id
 * @param updateTime of all of them, Unix seconds
 */
record Orders(String shopId, long first, int count, long updateTime) {

    /**
     * Interleaves the orders of several shops: one of each, in turn.
     *
     * @return ids and webhooks in the same order
     */
    static Work interleaved(List<Orders> shops, SignedWebhooks webhooks) {
        List<String> ids = new ArrayList<>();
        List<byte[]> requests = new ArrayList<>();
        int longest = shops.stream().mapToInt(Orders::count).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (Orders shop : shops) {
                if (i < shop.count) {
                    String id = Long.toString(shop.first + i);
                    ids.add(id);
                    requests.add(webhooks.request(shop.shopId, id, shop.updateTime));
                }
            }
        }
        return new Work(ids, requests);
    }

    /**
     * Webhooks to send.
     *
     * @param orderIds what each is about
     * @param requests whole HTTP requests
     */
    record Work(List<String> orderIds, List<byte[]> requests) {

        int size() {
            return requests.size();
        }

        Work first(int count) {
            return new Work(orderIds.subList(0, count), requests.subList(0, count));
        }
    }

    /** Ids of orders that no TikTok Shop knows, for what does not read them. */
    static Orders madeUp(String shopId, long first, int count) {
        return new Orders(shopId, first, count, System.currentTimeMillis() / 1000);
    }

    /** Their ids. */
    List<String> ids() {
        return IntStream.range(0, count).mapToObj(i -> Long.toString(first + i)).toList();
    }
}
