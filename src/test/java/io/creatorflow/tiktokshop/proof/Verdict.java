package io.creatorflow.tiktokshop.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the receivers got, held against the truth.
 *
 * @param lost acknowledged webhooks that are not in the inbox, and messages booked as delivered that no receiver took
 * @param differing what a receiver believes of an order that is not so, in words
 * @param doubleEffects effects that a receiver which keeps ids had twice: two ids for one receiver, entity, type, sequence
 * @param changedBodies ids that came with different bytes
 * @param wentBack messages that came after a newer one about the same entity was taken
 * @param overlaps requests about an entity that came while another was under way at the same receiver
 * @param parked events, hints and messages that were put aside
 * @param unsigned requests without a good signature
 * @param ledger what does not add up
 */
record Verdict(
        long lost,
        List<String> differing,
        long doubleEffects,
        long changedBodies,
        long wentBack,
        long overlaps,
        long parked,
        long unsigned,
        List<String> ledger) {

    /** What says whether to ship. */
    private static final Set<String> SHIPPING = Set.of("order.released.v1", "order.stopped.v1");

    /** Judges a world that has come to rest, by all orders of all its shops. */
    static Verdict of(World world) {
        List<TikTok.Order> truth = new ArrayList<>();
        world.shops.forEach(shop -> truth.addAll(world.tiktok.truth(shop)));
        return of(world, truth);
    }

    /** Judges a world that has come to rest, by these orders. */
    static Verdict of(World world, Collection<TikTok.Order> orders) {
        List<Attempt> attempts = world.witness.attempts();
        Map<String, Attempt> latest = latest(attempts);
        List<String> differing = new ArrayList<>();
        orders.forEach(order -> differing.addAll(differences(order, latest)));
        return new Verdict(
                lost(world) + untaken(world, attempts),
                differing,
                doubleEffects(attempts),
                changedBodies(attempts) + world.witness.rewritten(),
                wentBack(attempts),
                world.witness.overlaps(),
                world.count("select (select count(*) from inbox_parked) + (select count(*) from hint_parked)"
                        + " + (select count(*) from delivery_parked)"),
                world.witness.unsigned(),
                Ledger.faults(world));
    }

    private static long lost(World world) {
        Set<String> kept = new HashSet<>();
        try (Connection connection = world.connect();
                ResultSet row =
                        connection.createStatement().executeQuery("select encode(body_sha256, 'hex') from inbox")) {
            while (row.next()) {
                kept.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return world.sender.acknowledged().keySet().stream()
                .filter(hash -> !kept.contains(hash))
                .count();
    }

    /** Deliveries that are booked as delivered, and that no receiver ever took. */
    private static long untaken(World world, List<Attempt> attempts) {
        Set<String> taken = attempts.stream()
                .filter(Attempt::taken)
                .map(attempt -> attempt.receiver() + ' ' + attempt.id())
                .collect(Collectors.toSet());
        long untaken = 0;
        try (Connection connection = world.connect();
                ResultSet row = connection.createStatement().executeQuery("""
                                select d.receiver || ' ' || m.id from delivery_done d
                                join message m on m.day = d.message_day and m.position = d.message_position
                                where d.outcome = 'delivered'
                                """)) {
            while (row.next()) {
                untaken += taken.contains(row.getString(1)) ? 0 : 1;
            }
            return untaken;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Attempt> latest(List<Attempt> attempts) {
        Map<String, Attempt> latest = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.taken()) {
                latest.put(attempt.receiver() + ' ' + shortType(attempt) + ' ' + attempt.key(), attempt);
                if (attempt.receiver().equals("shipping-automation") && SHIPPING.contains(shortType(attempt))) {
                    latest.put(attempt.receiver() + ' ' + attempt.key(), attempt);
                }
            }
        }
        return latest;
    }

    private static String shortType(Attempt attempt) {
        return attempt.type().substring(attempt.type().indexOf("tiktokshop.") + 11);
    }

    private static List<String> differences(TikTok.Order order, Map<String, Attempt> latest) {
        List<String> differences = new ArrayList<>();
        String key = "/tiktok-shop/shops/" + order.shopId() + "/" + order.id();
        String truth =
                order.status().toLowerCase(java.util.Locale.ROOT) + " at " + Instant.ofEpochSecond(order.updateTime());
        for (String receiver : List.of("order-management", "analytics")) {
            Attempt told = latest.get(receiver + " order.updated.v1 " + key);
            String belief = told == null ? "nothing" : told.state() + " at " + Instant.parse(told.time());
            different(differences, receiver, order, truth, belief);
        }
        Attempt stock = latest.get("inventory-tracking reservation.updated.v1 " + key);
        different(
                differences,
                "inventory-tracking",
                order,
                reservation(order.status()),
                stock == null ? "nothing" : stock.state());
        shipping(differences, order, latest.get("shipping-automation " + key));
        return differences;
    }

    private static void shipping(
            List<String> differences, TikTok.Order order, @org.jspecify.annotations.Nullable Attempt told) {
        String belief = told == null ? "nothing" : shortType(told);
        boolean ship = order.status().equals("AWAITING_SHIPMENT") && !order.requestOpen();
        boolean stop = order.status().equals("CANCELLED") || order.requestOpen();
        boolean wait = order.status().equals("UNPAID") || order.status().equals("ON_HOLD");
        if (ship) {
            different(differences, "shipping-automation", order, "order.released.v1", belief);
        } else if (stop && !belief.equals("nothing")) {
            different(differences, "shipping-automation", order, "order.stopped.v1", belief);
        } else if (wait) {
            different(differences, "shipping-automation", order, "nothing", belief);
        }
    }

    private static String reservation(String status) {
        return switch (status) {
            case "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT" -> "reserved";
            case "CANCELLED" -> "released";
            default -> "committed";
        };
    }

    private static void different(
            List<String> differences, String receiver, TikTok.Order order, String truth, String belief) {
        if (!truth.equals(belief)) {
            differences.add(receiver + " believes of order " + order.id() + ": " + belief + ", not: " + truth);
        }
    }

    private static long doubleEffects(List<Attempt> attempts) {
        Map<String, Set<String>> ids = new HashMap<>();
        attempts.forEach(attempt -> ids.computeIfAbsent(
                        attempt.receiver() + ' ' + attempt.key() + ' ' + attempt.type() + ' ' + attempt.sequence(),
                        none -> new HashSet<>())
                .add(attempt.id()));
        return ids.values().stream().filter(some -> some.size() > 1).count();
    }

    private static long changedBodies(List<Attempt> attempts) {
        Map<String, Set<Integer>> bodies = new HashMap<>();
        attempts.forEach(attempt ->
                bodies.computeIfAbsent(attempt.id(), none -> new HashSet<>()).add(attempt.bodyHash()));
        return bodies.values().stream().filter(some -> some.size() > 1).count();
    }

    private static long wentBack(List<Attempt> attempts) {
        Map<String, Long> newest = new HashMap<>();
        long back = 0;
        for (Attempt attempt : attempts) {
            String lane = attempt.receiver() + ' ' + attempt.key();
            if (attempt.sequence() < newest.getOrDefault(lane, 0L)) {
                back++;
            }
            if (attempt.taken()) {
                newest.merge(lane, attempt.sequence(), Math::max);
            }
        }
        return back;
    }

    /** The requests that a receiver answered as a repetition of an id it had taken. */
    static long repetitions(World world) {
        Set<String> ids = new HashSet<>();
        return world.witness.attempts().stream()
                .filter(Attempt::taken)
                .filter(attempt -> !ids.add(attempt.receiver() + ' ' + attempt.id()))
                .count();
    }
}
