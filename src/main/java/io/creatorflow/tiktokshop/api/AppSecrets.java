package io.creatorflow.tiktokshop.api;

import java.util.List;

/** What the app signs with, and what counts as its signature: two things while a secret is being changed. */
public interface AppSecrets {

    /** What calls are signed with now. */
    AppCredentials current();

    /** What a webhook may be signed with now. The same list until that changes. */
    List<AppCredentials> accepted();
}
