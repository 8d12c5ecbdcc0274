package io.creatorflow.tiktokshop.sandbox;

import io.creatorflow.tiktokshop.sandbox.authorize.AuthorizeSettings;
import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.control.Everything;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.orders.OrderJson;
import io.creatorflow.tiktokshop.sandbox.orders.OrderMoves;
import io.creatorflow.tiktokshop.sandbox.orders.OrderSettings;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Returns;
import io.creatorflow.tiktokshop.sandbox.orders.StockNews;
import io.creatorflow.tiktokshop.sandbox.products.ProductMoves;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.receivers.ReceiverSettings;
import io.creatorflow.tiktokshop.sandbox.receivers.Receivers;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.TokenSettings;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.ApiSettings;
import io.creatorflow.tiktokshop.sandbox.tiktokapi.CallCounts;
import io.creatorflow.tiktokshop.sandbox.webhooks.WebhookSettings;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;

/** What a sandbox consists of. Only the web part of Spring Boot is switched on: no database, no Camel. */
@Configuration(proxyBeanMethods = false)
@Import(SandboxWeb.class)
@ComponentScan(
        basePackages = "io.creatorflow.tiktokshop.sandbox",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter({
            RestController.class,
            org.springframework.web.bind.annotation.RestControllerAdvice.class
        }))
@EnableConfigurationProperties({
    App.class,
    AuthorizeSettings.class,
    TokenSettings.class,
    OrderSettings.class,
    ApiSettings.class,
    WebhookSettings.class,
    ReceiverSettings.class
})
class SandboxConfiguration {

    @Bean
    VirtualClock clock() {
        return new VirtualClock(Clock.systemUTC());
    }

    @Bean
    Faults faults() {
        return new Faults();
    }

    @Bean
    Shops shops(VirtualClock clock) {
        return new Shops(7_495_000_000_000_000_000L + clock.realMillis() % 1_000_000_000_000L * 1000);
    }

    @Bean
    Tokens tokens(TokenSettings settings, VirtualClock clock) {
        return new Tokens(settings, clock);
    }

    @Bean
    Orders orders(OrderSettings settings, VirtualClock clock) {
        return new Orders(settings, clock);
    }

    @Bean
    OrderMoves moves(Orders orders, OrderSettings settings, VirtualClock clock) {
        return new OrderMoves(orders, settings, clock);
    }

    @Bean
    Returns returns(Orders orders, VirtualClock clock) {
        return new Returns(orders, clock);
    }

    @Bean
    Products products(Shops shops, Orders orders, VirtualClock clock) {
        return new Products(shops, orders, clock);
    }

    @Bean
    ProductMoves productMoves(Products products, VirtualClock clock) {
        return new ProductMoves(products, clock);
    }

    @Bean
    StockNews stockNews(Orders orders, OrderSettings settings, VirtualClock clock) {
        return new StockNews(orders, settings, clock);
    }

    @Bean
    OrderJson orderJson(Orders orders, OrderSettings settings) {
        return new OrderJson(orders, settings);
    }

    @Bean
    CallCounts callCounts(VirtualClock clock) {
        return new CallCounts(clock);
    }

    @Bean
    Webhooks webhooks(App app, Faults faults, VirtualClock clock, WebhookSettings settings) {
        return new Webhooks(app, faults, clock, settings);
    }

    @Bean
    Receivers receivers(ReceiverSettings settings) {
        return new Receivers(settings);
    }

    @Bean
    @SuppressWarnings("TooManyParameters")
    Everything everything(
            Faults faults,
            VirtualClock clock,
            Webhooks webhooks,
            Receivers receivers,
            Orders orders,
            Products products,
            Tokens tokens,
            Shops shops,
            CallCounts calls) {
        return new Everything(faults, clock, webhooks, receivers, orders, products, tokens, shops, calls);
    }
}
