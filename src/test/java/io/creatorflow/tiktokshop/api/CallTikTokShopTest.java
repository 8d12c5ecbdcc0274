package io.creatorflow.tiktokshop.api;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.authorization.ConnectedShop;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@IntegrationTest
class CallTikTokShopTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    private ConnectedShop shop;

    @BeforeEach
    void connect() {
        shop = ConnectedShop.make(context);
    }

    @Test
    void aCallIsSignedSentAndRead() {
        shop.answers(ok("{\"orders\":[{\"id\":\"1\"}]}"));
        ApiResponse response = order();
        assertThat(response.data().at("/orders/0/id").asText()).isEqualTo("1");
        assertThat(response.requestId()).isEqualTo("R0");
    }

    private ApiResponse order() {
        Exchange answer = exchange();
        if (answer.getException() != null) {
            throw new AssertionError(answer.getException());
        }
        return answer.getMessage().getBody(ApiResponse.class);
    }

    private Exchange exchange() {
        return camel.request(
                "kamelet:tiktok-shop-api-action/test-get-order-detail?operation=get-order-detail",
                exchange -> exchange.getIn().setBody(ApiRequest.forShop(shop.id(), Map.of("ids", "1,2"))));
    }
}
