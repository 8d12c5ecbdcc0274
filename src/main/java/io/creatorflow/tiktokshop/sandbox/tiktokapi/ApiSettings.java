package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the API answers where public sources leave it open.
 *
 * @param scopes what a token is granted
 * @param lenientEmptyBody whether a body {@code {}} may be left out of the signature
 * @param expiredTokenStatus HTTP status of code 105002
 * @param businessErrorStatus HTTP status of errors that are not the gateway's
 * @param lastPageToken next_page_token of the last page: EMPTY text or ABSENT
 * @param pageTokenSeconds life of a page_token, real seconds; 0 for no end
 * @param searchMaxDays largest span of a time filter of an order search; 0 for no bound
 */
@ConfigurationProperties("sandbox.api")
public record ApiSettings(
        @DefaultValue({
            "seller.authorization.info",
            "seller.shop.info",
            "seller.order.info",
            "seller.fulfillment.basic",
            "seller.logistics",
            "seller.return_refund.basic",
            "seller.product.basic",
            "seller.product.write",
            "seller.product.delete",
            "seller.finance.info"
        })
        List<String> scopes,

        @DefaultValue("false") boolean lenientEmptyBody,
        @DefaultValue("401") int expiredTokenStatus,
        @DefaultValue("200") int businessErrorStatus,
        @DefaultValue("EMPTY") LastPageToken lastPageToken,
        @DefaultValue("0") long pageTokenSeconds,
        @DefaultValue("0") long searchMaxDays) {

    /** How the end of a list is told. */
    public enum LastPageToken {
        /** By an empty text. */
        EMPTY,
        /** By leaving it out. */
        ABSENT
    }
}
