package io.creatorflow.tiktokshop.sandbox.authorize;

import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * GET /open/authorize shows who asks for what; a click on Authorize or Cancel is a POST to the same path, and sends the browser back
 * to the app's redirect address: with {@code code}, or with {@code code=null} and {@code error=auth_denied}, and with the
 * {@code state} it came with, if any.
 */
public final class AuthorizeServlet extends HttpServlet {

    /** Where it is. */
    public static final String PATH = "/open/authorize";

    private static final long serialVersionUID = 1L;

    private final transient Shops shops;
    private final transient Tokens tokens;
    private final transient List<String> scopes;
    private final transient AuthorizeSettings settings;
    private final transient AuthorizePage page = new AuthorizePage();

    /**
     * The page.
     *
     * @param shops whose sellers may let the app in
     * @param tokens gives codes
     * @param scopes what the app asks for
     * @param settings the app
     */
    public AuthorizeServlet(Shops shops, Tokens tokens, List<String> scopes, AuthorizeSettings settings) {
        this.shops = shops;
        this.tokens = tokens;
        this.scopes = scopes;
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isOfTheApp(request)) {
            show(response, 400, page.unknownApp());
        } else if (shops.all().isEmpty()) {
            show(response, 200, page.noSeller());
        } else {
            show(response, 200, page.ask(shops, scopes));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String openId = request.getParameter("seller");
        Seller seller = openId == null ? null : shops.seller(openId);
        if (!isOfTheApp(request) || seller == null) {
            show(response, 400, page.unknownApp());
            return;
        }
        boolean agreed = "authorize".equals(request.getParameter("decision"));
        response.setHeader("Location", back(agreed ? tokens.newCode(seller) : null, request.getParameter("state")));
        response.setStatus(HttpServletResponse.SC_FOUND);
    }

    private boolean isOfTheApp(HttpServletRequest request) {
        return settings.serviceId().equals(request.getParameter("service_id"));
    }

    private String back(@Nullable String code, @Nullable String state) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(settings.redirectUrl());
        address.queryParam("code", code == null ? "null" : code);
        if (code == null) {
            address.queryParam("error", "auth_denied");
        }
        if (state != null) {
            address.queryParam("state", "{state}");
            return address.encode().buildAndExpand(state).toUriString();
        }
        return address.toUriString();
    }

    private static void show(HttpServletResponse response, int status, String page) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
