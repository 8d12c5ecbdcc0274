package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;

import io.creatorflow.tiktokshop.support.Book;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** From webhooks about a shop of a test's own, whose calls a book answers, to the messages. */
abstract class EntityFlow<B extends Book> {

    static final long T = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    final B book;
    TestShop shop;

    EntityFlow(B book) {
        this.book = book;
    }

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
        shop.answers(book.answer(shop.fromBook()));
    }

    /** Sends a webhook with these members of data. */
    void told(int type, String data) {
        shop.post("{\"type\":" + type + ",\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + T + ",\"data\":{" + data
                + "}}");
    }

    /** The statuses of an entity that a receiver has heard of, in order. */
    static List<String> statuses(String receiver, String id) {
        return RECEIVERS.received(receiver, id).stream()
                .filter(received -> received.event().path("data").has("status"))
                .map(received -> received.event().at("/data/status").asText())
                .toList();
    }
}
