package io.creatorflow.tiktokshop.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.web.util.UriComponentsBuilder;

/** A seller's browser between the integration and TikTok Shop, with a hand on what it sends. */
public final class SellerBrowser {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI integration;
    private String cookie = "";
    private String state = "";

    /** A browser without cookies. */
    public SellerBrowser(URI integration) {
        this.integration = integration;
    }

    /** Begins an authorization, and remembers its cookie and state. */
    public HttpResponse<String> begin(String region) {
        HttpResponse<String> way = open("/authorize?region=" + region.replace("/", "%2F"));
        way.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        way.headers().firstValue("Location").ifPresent(to -> state = stateOf(to));
        return way;
    }

    /** The state of the last authorization that was begun. */
    public String state() {
        return state;
    }

    /** Comes back to the callback with this query, and the cookie, if there is one. */
    public HttpResponse<String> comeBack(String query) {
        return open("/authorization/callback?" + query);
    }

    /** A whole authorization: begins it, and comes back with this code. */
    public HttpResponse<String> connect(String code) {
        begin("other");
        return comeBack("code=" + code + "&state=" + state);
    }

    /** Opens any page of the integration. */
    public HttpResponse<String> open(String page) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(integration.resolve(page)).timeout(Duration.ofSeconds(30));
        if (!cookie.isEmpty()) {
            request.header("Cookie", "theme=dark; " + cookie);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String stateOf(String location) {
        return String.valueOf(UriComponentsBuilder.fromUriString(location)
                .build()
                .getQueryParams()
                .getFirst("state"));
    }
}
