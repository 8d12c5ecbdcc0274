package io.creatorflow.tiktokshop.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Lives of shops, generated: orders are placed, move on, are cancelled, asked to be, split into packages by being shipped, sent back
 * and paid back, products come and go, and their stock is counted. All of it is silent; the webhooks that would tell of it are returned.
 */
final class Histories {

    /** What tells of a change, and of which entity. */
    record Webhook(String entity, String body) {}

    private static final int ROUNDS = 32;
    private static final String SUCCESS = "RETURN_OR_REFUND_REQUEST_SUCCESS";
    private static final Map<String, List<String>> NEXT_OF_RETURNS = Map.of(
            "RETURN_OR_REFUND_REQUEST_PENDING",
            List.of("AWAITING_BUYER_SHIP", "AWAITING_BUYER_RESPONSE", "REFUND_OR_RETURN_REQUEST_REJECT"),
            "AWAITING_BUYER_RESPONSE",
            List.of(SUCCESS),
            "REFUND_OR_RETURN_REQUEST_REJECT",
            List.of(SUCCESS, "RETURN_OR_REFUND_REQUEST_CANCEL"),
            "AWAITING_BUYER_SHIP",
            List.of("BUYER_SHIPPED_ITEM"),
            "BUYER_SHIPPED_ITEM",
            List.of(SUCCESS, "REJECT_RECEIVE_PACKAGE"),
            "REJECT_RECEIVE_PACKAGE",
            List.of("RETURN_OR_REFUND_REQUEST_CANCEL"),
            SUCCESS,
            List.of("RETURN_OR_REFUND_REQUEST_COMPLETE"));
    private static final Map<String, List<String>> NEXT_OF_PRODUCTS = Map.of(
            "DRAFT", List.of("PENDING"),
            "PENDING", List.of("ACTIVATE", "FAILED"),
            "FAILED", List.of("PENDING"),
            "ACTIVATE", List.of("SELLER_DEACTIVATED", "FREEZE", "DELETED"),
            "FREEZE", List.of("PLATFORM_DEACTIVATED"),
            "PLATFORM_DEACTIVATED", List.of("PENDING"),
            "SELLER_DEACTIVATED", List.of("PENDING", "DELETED"),
            "DELETED", List.of("SELLER_DEACTIVATED"));

    private final World world;
    private final Random random;
    private final List<TikTok.Order> orders = new ArrayList<>();
    private final List<Webhook> told = new ArrayList<>();
    private final Map<String, ProvenKind.True> known = new HashMap<>();

    private Histories(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Lets each shop live for so long until now, and returns the webhooks that tell of it, in order. */
    static List<Webhook> live(World world, Random random, int spanSeconds) {
        Histories lives = new Histories(world, random);
        world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":-" + spanSeconds + "}");
        for (String shop : world.shops) {
            world.tiktok.control("POST", "/shops/" + shop + "/products", "{\"webhooks\":false}");
            for (String id : world.tiktok.place(shop, 2 + random.nextInt(4), "")) {
                lives.orders.add(new TikTok.Order(id, shop, "UNPAID", 0, false));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            world.tiktok.control("PUT", "/clock", "{\"advanceSeconds\":" + spanSeconds / ROUNDS + "}");
            lives.round(round == 0);
        }
        world.tiktok.control("DELETE", "/clock", "");
        return lives.told;
    }

    private void round(boolean all) {
        for (int i = 0; i < orders.size(); i++) {
            if (random.nextInt(100) < 25 || all) {
                TikTok.Order next = change(orders.get(i));
                orders.set(i, next);
                told.add(new Webhook(next.id(), world.sender.orderWebhook(next)));
            }
        }
        for (String shop : world.shops) {
            if (random.nextInt(100) < 40) {
                stocked(shop);
            }
            for (ProvenKind kind : ProvenKind.ALL) {
                kind.truth(world, shop).forEach(entity -> happened(kind, shop, entity));
            }
        }
    }

    /** The seller counts what is there of something. */
    private void stocked(String shop) {
        String stock = "/shops/" + shop + "/stock";
        JsonNode skus = world.tiktok.control("GET", stock, "").path("skus");
        String sku = skus.path(random.nextInt(skus.size())).path("skuId").asText();
        world.tiktok.control(
                "PUT",
                stock,
                "{\"webhooks\":false,\"skuId\":\"" + sku + "\",\"available\":" + random.nextInt(500) + "}");
    }

    private void happened(ProvenKind kind, String shop, ProvenKind.True entity) {
        ProvenKind.True before = known.put(kind.name() + entity.id(), entity);
        if (!entity.equals(before)) {
            told.add(new Webhook(entity.id(), kind.webhook(world, shop, entity)));
        }
        if (kind.name().equals("return") && random.nextInt(100) < 40) {
            goesOn("/returns/" + entity.id() + "/move", NEXT_OF_RETURNS.getOrDefault(entity.status(), List.of()));
        } else if (kind.name().equals("product") && random.nextInt(100) < 8) {
            goesOn("/products/" + entity.id(), NEXT_OF_PRODUCTS.getOrDefault(entity.status(), List.of()));
        }
    }

    private void goesOn(String path, List<String> next) {
        if (!next.isEmpty()) {
            String to = next.get(random.nextInt(next.size()));
            world.tiktok.control("POST", path, "{\"webhooks\":false,\"to\":\"" + to + "\"}");
        }
    }

    private TikTok.Order change(TikTok.Order order) {
        int luck = random.nextInt(100);
        if (order.requestOpen()) {
            return world.tiktok.happen(order, "cancel-answer", ",\"approve\":" + (luck < 50));
        } else if (order.status().equals("AWAITING_SHIPMENT") && luck < 25) {
            return world.tiktok.happen(order, "cancel-request", "");
        } else if (luck < 8
                && (order.status().equals("UNPAID") || order.status().equals("ON_HOLD"))) {
            return world.tiktok.move(order, "CANCELLED");
        } else if (order.status().equals("DELIVERED") && luck < 50) {
            JsonNode asked = world.tiktok.control(
                    "POST",
                    "/orders/" + order.id() + "/returns",
                    "{\"webhooks\":false,\"type\":\"RETURN_AND_REFUND\"}");
            return asked.has("id") ? world.tiktok.happen(order, "address", "") : order;
        } else if (luck > 80
                || order.status().equals("COMPLETED")
                || order.status().equals("CANCELLED")) {
            return world.tiktok.happen(order, "address", "");
        }
        return world.tiktok.move(order, "NEXT");
    }
}
