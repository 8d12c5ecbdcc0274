package io.creatorflow.tiktokshop.house.planted.ingress;

import io.creatorflow.tiktokshop.house.planted.durable.Store;
import java.time.Instant;
import java.util.Date;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** Sends by a template, injects a field, reads the wall clock, uses an old date, and knows who knows it. */
public class Door {

    @Autowired
    private ProducerTemplate template;

    private Store store;

    void open() {
        store.put(Date.from(Instant.now()));
        template.sendBody(store);
    }
}
