package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;

/** The recipient's address, clear, masked or empty. The people and places are made up. */
final class AddressJson {

    private static final String[] FIRST = {"Sam", "Alex", "Robin", "Kim", "Jo", "Charlie", "Noa", "Mika"};
    private static final String[] LAST = {"Sample", "Example", "Muster", "Specimen", "Test"};
    private static final String EMPTY = render("", "", "", "", "", "", "", "");

    private AddressJson() {}

    static String of(Order order, OrderState state, OrderSettings settings) {
        boolean early = state.status() == OrderStatus.UNPAID || state.status() == OrderStatus.ON_HOLD;
        if (early && settings.earlyAddress() == OrderSettings.EarlyAddress.EMPTY) {
            return EMPTY;
        }
        String region = order.shop().region();
        boolean late = region.equals("US") && state.status() == OrderStatus.CANCELLED;
        boolean masked = early || late || order.traits().shippingType().equals("TIKTOK");
        return masked ? masked(order, state) : clear(order, state);
    }

    private static String clear(Order order, OrderState state) {
        int buyer = (int) (order.number() % 997);
        String first = FIRST[buyer % FIRST.length];
        String last = LAST[buyer % LAST.length];
        String phone = "(+44)7700900" + (100 + buyer % 900);
        String street = (1 + buyer + 1000 * state.address()) + " Example Street";
        return render(
                first,
                last,
                phone,
                street,
                "Example Town",
                "EX1 " + (1 + buyer % 9) + "EX",
                "Exampleshire",
                region(order));
    }

    private static String masked(Order order, OrderState state) {
        int street = 1 + state.address();
        return render(
                "S**",
                "S*****",
                "(+44)77******23",
                street + " E****** S*****",
                "E****** T***",
                "EX1 ***",
                "E***********",
                region(order));
    }

    private static String region(Order order) {
        return order.shop().region();
    }

    private static String render(
            String first,
            String last,
            String phone,
            String street,
            String town,
            String postcode,
            String county,
            String region) {
        boolean empty = street.isEmpty();
        JsonText json = new JsonText(1000).object();
        json.field("address_detail", street).field("address_line1", street).field("address_line2", "");
        json.field("address_line3", "").field("address_line4", "");
        json.object("delivery_preferences").field("drop_off_location", "").endObject();
        json.list("district_info");
        if (!empty) {
            districts(json, region, county, town);
        }
        json.endList().field("first_name", first).field("first_name_local_script", "");
        json.field("full_address", empty ? "" : street + ", " + town + ", " + county + ", " + region + ", " + postcode);
        json.field("last_name", last).field("last_name_local_script", "");
        json.field("name", empty ? "" : first + " " + last).field("phone_number", phone);
        json.field("post_town", town).field("postal_code", postcode).field("region_code", region);
        return json.endObject().toString();
    }

    private static void districts(JsonText json, String region, String county, String town) {
        district(json, "L0", "Country", region);
        district(json, "L1", "State", county);
        district(json, "L2", "City", town);
    }

    private static void district(JsonText json, String level, String levelName, String name) {
        json.object().field("address_level", level).field("address_level_name", levelName);
        json.field("address_name", name).endObject();
    }
}
