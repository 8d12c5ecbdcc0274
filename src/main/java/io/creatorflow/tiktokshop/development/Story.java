package io.creatorflow.tiktokshop.development;

/** A buyer's story in two orders: one that ends well, and one that is cancelled after it was released. */
final class Story {

    private static final String MUGS_AND_POSTER =
            "{\"sellerSku\": \"MUG-BLUE\", \"units\": 2}, {\"sellerSku\": \"POSTER-A2\"}";
    private static final String TOTE = "{\"sellerSku\": \"TOTE-NATURAL\"}";

    private final DemoShop shop;
    private final Narrator narrator;

    Story(DemoShop shop, Narrator narrator) {
        this.shop = shop;
        this.narrator = narrator;
    }

    /** Plays it. */
    void play() {
        endsWell();
        isCancelled();
    }

    private void endsWell() {
        narrator.title("Mia buys two blue mugs and a poster");
        String order = narrator.step("Mia places the order and has not paid yet", () -> shop.order(MUGS_AND_POSTER));
        move("Mia pays; for an hour she may change her mind", order, "ON_HOLD");
        move("The hour is over, the order may be shipped", order, "AWAITING_SHIPMENT");
        move("The parcel is packed and waits for the carrier", order, "AWAITING_COLLECTION");
        move("The carrier has the parcel", order, "IN_TRANSIT");
        move("The parcel is at Mia's door", order, "DELIVERED");
        move("The time for returns is over", order, "COMPLETED");
    }

    private void isCancelled() {
        narrator.title("Ben buys a tote bag and changes his mind");
        String order = narrator.step("Ben places the order and has not paid yet", () -> shop.order(TOTE));
        move("Ben pays, and the hour passes: the order may be shipped", order, "AWAITING_SHIPMENT");
        narrator.step("Ben asks to cancel", () -> shop.askToCancel(order));
        narrator.step("The seller agrees, the order is cancelled", () -> shop.agreeToCancel(order));
    }

    private void move(String what, String order, String status) {
        narrator.step(what, () -> shop.move(order, status));
    }
}
