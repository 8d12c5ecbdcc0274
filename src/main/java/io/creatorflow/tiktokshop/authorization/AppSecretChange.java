package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.AppCredentials;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change of the app's secret that has not been taken back.
 *
 * @param recent whether webhooks that were signed before it may still come
 */
record AppSecretChange(AppCredentials from, AppCredentials to, boolean recent) {

    /**
     * Where the changes lead from what the environment says. One that leads from elsewhere is passed by: it is older than the
     * environment.
     */
    static AppCredentials follow(AppCredentials environment, List<AppSecretChange> changes) {
        AppCredentials at = environment;
        for (AppSecretChange change : changes) {
            at = change.from().equals(at) ? change.to() : at;
        }
        return at;
    }

    /** What counts beside the one that it led to. */
    static Stream<AppCredentials> before(List<AppSecretChange> changes) {
        return changes.stream().filter(AppSecretChange::recent).map(AppSecretChange::from);
    }
}
