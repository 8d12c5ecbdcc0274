package io.creatorflow.tiktokshop.sandbox;

import io.creatorflow.tiktokshop.sandbox.authorize.AuthorizeServlet;
import io.creatorflow.tiktokshop.sandbox.authorize.AuthorizeSettings;
import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.http.Answering;
import io.creatorflow.tiktokshop.sandbox.http.CutValve;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.receivers.ReceiverServlet;
import io.creatorflow.tiktokshop.sandbox.receivers.Receivers;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.TokenSettings;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.ApiServlet;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.ApiSettings;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.CallCounts;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.TikTokApi;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/**
 * The three faces on one port: {@code /sandbox/} is Spring MVC, {@code /receivers/} and the API side are plain servlets,
 * which cost less under load.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
class SandboxWeb {

    @Bean
    Answering answering() {
        return new Answering();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> cuttable() {
        return factory -> factory.addEngineValves(new CutValve());
    }

    /** Keeps Spring's filter to the paths that are Spring's. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContext() {
        FilterRegistrationBean<RequestContextFilter> filter = new FilterRegistrationBean<>(new RequestContextFilter());
        filter.addUrlPatterns("/sandbox/*");
        return filter;
    }

    @Bean
    @SuppressWarnings("TooManyParameters")
    TikTokApi tikTokApi(
            App app,
            Shops shops,
            Tokens tokens,
            Orders orders,
            OrderJson json,
            Products products,
            Faults faults,
            ApiSettings settings,
            TokenSettings tokenSettings,
            Webhooks webhooks,
            CallCounts counts,
            VirtualClock clock) {
        return new TikTokApi(
                app, shops, tokens, orders, json, products, faults, settings, tokenSettings, webhooks, counts, clock);
    }

    @Bean
    ServletRegistrationBean<ApiServlet> apiServlet(TikTokApi api, CallCounts counts, Answering answering) {
        return new ServletRegistrationBean<>(new ApiServlet(api, counts, answering), "/");
    }

    @Bean
    ServletRegistrationBean<ReceiverServlet> receiverServlet(Receivers receivers, Answering answering) {
        return new ServletRegistrationBean<>(new ReceiverServlet(receivers, answering), "/receivers/*");
    }

    @Bean
    ServletRegistrationBean<AuthorizeServlet> authorizeServlet(
            Shops shops, Tokens tokens, ApiSettings apiSettings, AuthorizeSettings settings) {
        return new ServletRegistrationBean<>(
                new AuthorizeServlet(shops, tokens, apiSettings.scopes(), settings), AuthorizeServlet.PATH);
    }
}
