package io.creatorflow.tiktokshop.benchmark;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** One of the two systems that are measured in turn. */
interface Contender {

    /** As it stands in the report. */
    String name();

    /** Where it receives webhooks. */
    int port();

    /** Its process. */
    long pid();

    /** Whom its messages go to. */
    Recipients recipients();

    /** Webhooks it has not seen before, about orders that it has not seen before. */
    Orders.Work work(int count);

    /** The packaged integration, which reads each order from the sandbox. */
    static Contender integration(Installation installation) {
        SignedWebhooks webhooks = installation.webhooks();
        return new Contender() {
            @Override
            public String name() {
                return "integration";
            }

            @Override
            public int port() {
                return installation.integrationPort();
            }

            @Override
            public long pid() {
                return installation.integration().pid();
            }

            @Override
            public Recipients recipients() {
                return Recipients.INTEGRATION;
            }

            @Override
            public Orders.Work work(int count) {
                List<String> shops = installation.shops();
                int each = (count + shops.size() - 1) / shops.size();
                return Orders.interleaved(
                                shops.stream()
                                        .map(shop -> installation.sandbox().placeOrders(shop, each))
                                        .toList(),
                                webhooks)
                        .first(count);
            }
        };
    }

    /** The reference, which reads nothing and takes made-up orders. */
    static Contender reference(Installation installation) {
        SignedWebhooks webhooks = installation.webhooks();
        AtomicLong nextOrder = new AtomicLong(400_000_000_000_000_000L);
        return new Contender() {
            @Override
            public String name() {
                return "reference";
            }

            @Override
            public int port() {
                return installation.referencePort();
            }

            @Override
            public long pid() {
                return installation.reference().pid();
            }

            @Override
            public Recipients recipients() {
                return Recipients.REFERENCE;
            }

            @Override
            public Orders.Work work(int count) {
                List<String> shops = installation.shops();
                int each = (count + shops.size() - 1) / shops.size();
                return Orders.interleaved(
                                IntStream.range(0, shops.size())
                                        .mapToObj(i -> Orders.madeUp(shops.get(i), nextOrder.getAndAdd(each), each))
                                        .toList(),
                                webhooks)
                        .first(count);
            }
        };
    }
}
