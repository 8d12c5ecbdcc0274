package io.creatorflow.tiktokshop.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A seller's browser: it keeps cookies and follows redirects. */
final class SellerBrowser {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * Begins at the integration, and lets the app in on the sandbox's page.
     *
     * @param openId who is logged in there
     * @return the page on which that ends
     */
    HttpResponse<String> authorize(URI begin, String openId) {
        URI consent = send(HttpRequest.newBuilder(begin)).uri();
        String form = "decision=authorize&seller=" + URLEncoder.encode(openId, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(consent)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(e);
        }
    }
}
