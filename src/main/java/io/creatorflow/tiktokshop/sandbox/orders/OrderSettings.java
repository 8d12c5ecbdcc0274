package io.creatorflow.tiktokshop.sandbox.orders;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders behave where public sources leave it open.
 *
 * @param firstId ids of orders count up from here; 0 takes a number from the clock, so that two runs do not share ids
 * @param sameSecondUpdates whether two changes within a second may share an update_time; otherwise it rises each time
 * @param earlyAddress what UNPAID and ON_HOLD show of the address: EMPTY or MASKED
 * @param stockWebhooks whether webhooks 68 and 27 tell what orders change in the stock; a level that is set is always told
 */
@ConfigurationProperties("sandbox.orders")
public record OrderSettings(
        @DefaultValue("0") long firstId,
        @DefaultValue("false") boolean sameSecondUpdates,
        @DefaultValue("EMPTY") EarlyAddress earlyAddress,
        @DefaultValue("false") boolean stockWebhooks) {

    /** An address before it may be known. */
    public enum EarlyAddress {
        /** Fields are there, their texts are empty. */
        EMPTY,
        /** Most letters are stars. */
        MASKED
    }
}
