package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.TikTokShopException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The page a seller sees after the authorization. It repeats nothing of the request, and escapes the names it shows. */
@Component("connectPage")
public class ConnectPage {

    private static final int CODE_NOT_GOOD = 36004004;

    /** Names the shops that are connected. */
    public String connected(@Body List<String> shops) {
        if (shops.isEmpty()) {
            return page(
                    "No shop is connected",
                    "<p>TikTok Shop names no shop for this seller. Open one, then use the authorization link again.</p>");
        }
        return page(
                shops.size() == 1 ? "The shop is connected" : "The shops are connected",
                shops.stream()
                        .map(shop -> "<p>Shop " + HtmlUtils.htmlEscape(shop) + " is connected.</p>")
                        .collect(Collectors.joining()));
    }

    /** Says what went wrong, and the mend. */
    public String refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return page("The shop is not connected", "<p>" + mend(failure) + "</p>");
    }

    private static String mend(Exception failure) {
        if (failure instanceof AuthorizationDenied) {
            return "TikTok Shop did not grant access. Use the authorization link again and choose to authorize.";
        }
        if (failure instanceof TikTokShopException refusal && refusal.code() == CODE_NOT_GOOD) {
            return "The authorization code was used already or is older than 30 minutes. Use the authorization link again.";
        }
        return "TikTok Shop did not answer as expected. Try the authorization link again in a few minutes; the log says more.";
    }

    private static String page(String title, String text) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head><body><h1>" + title + "</h1>" + text + "</body></html>";
    }
}
