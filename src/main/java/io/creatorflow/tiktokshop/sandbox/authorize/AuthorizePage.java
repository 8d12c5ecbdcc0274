package io.creatorflow.tiktokshop.sandbox.authorize;

import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Writes the page; what it shows of a shop is escaped. Its form is posted to the address that it came from. */
final class AuthorizePage {

    private final String frame = frame();

    /** Asks a seller; the first one is chosen already. */
    String ask(Shops shops, List<String> scopes) {
        List<Seller> sellers = shops.all().stream().map(Shop::seller).distinct().toList();
        StringBuilder text = new StringBuilder(2000);
        text.append(
                "<p>The app asks to read and change what is in your shops, under these scopes:</p><ul class=\"scopes\">");
        scopes.forEach(scope -> text.append("<li>").append(escape(scope)).append("</li>"));
        text.append("</ul><form method=\"post\"><fieldset><legend>You are</legend>");
        sellers.forEach(seller -> text.append(seller(seller, shops.of(seller), seller.equals(sellers.get(0)))));
        text.append(
                "</fieldset><div class=\"buttons\"><button name=\"decision\" value=\"authorize\">Authorize</button>");
        text.append("<button name=\"decision\" value=\"cancel\" class=\"quiet\">Cancel</button></div></form>");
        return page("Authorize the app", text.toString());
    }

    /** There is nobody to ask. */
    String noSeller() {
        return page(
                "There is no seller yet",
                "<p>Make a shop first: <code>curl -X POST …/sandbox/shops</code>. Then reload this page.</p>");
    }

    /** The link is not one of the app's. */
    String unknownApp() {
        return page(
                "The link is not right", "<p>No app has this <code>service_id</code>, or no such seller is here.</p>");
    }

    private static String seller(Seller seller, List<Shop> shops, boolean chosen) {
        String names = shops.stream()
                .map(shop -> escape(shop.name()) + " (" + escape(shop.region()) + ")")
                .collect(Collectors.joining(", "));
        return "<label><input type=\"radio\" name=\"seller\" required value=\"" + escape(seller.openId()) + '"'
                + (chosen ? " checked" : "") + "> <span>" + escape(seller.name()) + "<small>" + names
                + "</small></span></label>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    private String page(String title, String text) {
        return frame.replace("{title}", title).replace("{text}", text);
    }

    private static String frame() {
        try (InputStream file = AuthorizePage.class.getResourceAsStream("/sandbox/authorize.html")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
