package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.authorization.AuthorizationRefused.Reason;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** TikTok Shop's pages on which a seller lets the app in: one for shops in the United States, one for all others. */
@Component
class AuthorizationLinks {

    /** What {@code /authorize} takes for {@code region}. */
    static final String US = "us";

    /** Likewise. */
    static final String OTHER = "other";

    private final String pageOfUs;
    private final String pageOfOthers;
    private final String serviceId;

    /**
     * Takes the knobs.
     *
     * @param serviceId the app, as Partner Center names it in authorization links
     */
    AuthorizationLinks(
            @Value("${tiktok-shop.authorize-us-url}") String pageOfUs,
            @Value("${tiktok-shop.authorize-url}") String pageOfOthers,
            @Value("${tiktok-shop.service-id}") String serviceId) {
        this.pageOfUs = pageOfUs;
        this.pageOfOthers = pageOfOthers;
        this.serviceId = serviceId;
    }

    /**
     * The page's address.
     *
     * @param region {@link #US} or anything else
     * @throws AuthorizationRefused without a service id
     */
    String to(String region, String state) {
        if (serviceId.isBlank()) {
            throw new AuthorizationRefused(Reason.NOT_SET_UP);
        }
        return UriComponentsBuilder.fromUriString(region.equals(US) ? pageOfUs : pageOfOthers)
                .queryParam("service_id", "{service}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(serviceId.strip(), state)
                .toUriString();
    }
}
