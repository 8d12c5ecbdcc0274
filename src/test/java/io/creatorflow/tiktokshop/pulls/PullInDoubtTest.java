package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.CommitsInDoubt;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** No stream is kept for ever by a replica that does not know that it holds it: its heartbeats would renew the claim. */
@IntegrationTest
class PullInDoubtTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Pulls pulls;

    private TestShop shop;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        shop = TestShop.connect(context);
    }

    @Test
    void aClaimThatWasCommittedThoughNobodyHeardOfItComesBack() {
        String condition = "new.owner is not null and new.shop_id = '" + shop.id() + "'";
        try (CommitsInDoubt doubt = CommitsInDoubt.of(database, "pull", condition)) {
            assertThatThrownBy(() -> pulls.claim("orders"))
                    .isInstanceOfAny(DataAccessException.class, TransactionException.class);
            await().until(() -> free() == 0);
        }

        awaitEndOfLease();
        assertThat(pulls.claim("orders")).extracting(Pull::shopId).containsExactly(shop.id());
    }

    @Test
    void aPullThatCouldNeitherBeFinishedNorPutOffComesBack() {
        Pull pull = pulls.claim("orders").get(0);
        database.sql("alter table pull add constraint stuck check (owner is not null or shop_id <> '" + shop.id()
                        + "')")
                .update();
        try {
            assertThatThrownBy(() -> pulls.finished(pull)).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> pulls.failed(pull, new IllegalStateException("test")))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            database.sql("alter table pull drop constraint stuck").update();
        }

        awaitEndOfLease();
    }

    private void awaitEndOfLease() {
        await().atMost(Leases.LENGTH.plusSeconds(6)).until(() -> free() == 1);
    }

    private int free() {
        return shop.count("select count(*) from pull where shop_id = :shop and owner is null");
    }
}
