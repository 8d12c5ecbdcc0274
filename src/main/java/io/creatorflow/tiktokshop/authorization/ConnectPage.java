package io.creatorflow.tiktokshop.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.authorization.AuthorizationRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages that a seller sees here. They repeat nothing of the request, escape the names they show, load nothing, and run nothing.
 */
@Component("connectPage")
public class ConnectPage {

    private static final int CODE_NOT_GOOD = 36004004;
    private static final String BEGIN = "<p class=\"links\"><a href=\"../authorize\">Begin again</a></p>";

    private final String frame = resource("connect-page.html");
    private final String style = resource("connect-page.css");

    /** Asks where the shop sells, which decides on which of TikTok's pages it is authorized. */
    public String regions() {
        return page(
                "Connect a TikTok Shop",
                "<p>Where does the shop sell? TikTok Shop then asks you to let this app in.</p><p class=\"links\">"
                        + link(AuthorizationLinks.US, "In the United States")
                        + link(AuthorizationLinks.OTHER, "In another country") + "</p>");
    }

    /** Names the shops that are connected, and which of their webhooks come. */
    public String connected(
            @ExchangeProperty("connectedShops") List<Shop> shops, @Body List<RegisteredWebhooks> webhooks) {
        if (shops.isEmpty()) {
            return page(
                    "No shop is connected",
                    "<p>TikTok Shop names no shop for this seller. Open one, then begin again.</p>" + BEGIN);
        }
        var byShop = webhooks.stream().collect(Collectors.toMap(RegisteredWebhooks::shopId, Function.identity()));
        return page(
                shops.size() == 1 ? "The shop is connected" : shops.size() + " shops are connected",
                shops.stream()
                                .map(shop -> shop(shop, Objects.requireNonNull(byShop.get(shop.id()))))
                                .collect(Collectors.joining())
                        + "<p>You may close this page.</p>");
    }

    /** Says what went wrong, and what to do next. */
    public String refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof AuthorizationRefused refused) {
            Reason reason = refused.reason();
            return page(reason.title, "<p>" + reason.advice + "</p>" + (reason == Reason.NOT_SET_UP ? "" : BEGIN));
        }
        return page(
                "The shop is not connected",
                (isCodeNotGood(failure)
                                ? "<p>The authorization code was used already or is older than 30 minutes. Begin again.</p>"
                                : "<p>TikTok Shop did not answer as expected. Begin again in a few minutes; the log says more.</p>")
                        + BEGIN);
    }

    /** The HTTP status of that page: whether what came is at fault, TikTok Shop, or the setting up. */
    public int status(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof AuthorizationRefused refused) {
            return refused.reason() == Reason.NOT_SET_UP ? 503 : 400;
        }
        return isCodeNotGood(failure) ? 400 : 502;
    }

    /** Lets a browser use the style of the page and nothing else. */
    public String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isCodeNotGood(Exception failure) {
        return failure instanceof TikTokShopException refusal && refusal.code() == CODE_NOT_GOOD;
    }

    private static String link(String region, String text) {
        return "<a href=\"authorize?region=" + region + "\">" + text + "</a>";
    }

    private static String shop(Shop shop, RegisteredWebhooks webhooks) {
        String types = webhooks.eventTypes().stream()
                .map(type -> "<li>" + escape(type) + "</li>")
                .collect(Collectors.joining());
        return "<section><h2>" + escape(shop.name()) + "</h2><p class=\"soft\">" + escape(shop.region()) + " · shop "
                + escape(shop.id()) + "</p>"
                + (webhooks.trouble().isEmpty()
                        ? "<p>It is connected, and its webhooks are registered:</p>"
                        : "<p class=\"trouble\">" + escape(webhooks.trouble()) + "</p>")
                + (types.isEmpty() ? "" : "<ul>" + types + "</ul>") + "</section>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private String page(String title, String text) {
        return frame.replace("{title}", title).replace("{style}", style).replace("{text}", text);
    }

    private static String resource(String name) {
        try (InputStream file = ConnectPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is not in the jar", e);
        }
    }
}
