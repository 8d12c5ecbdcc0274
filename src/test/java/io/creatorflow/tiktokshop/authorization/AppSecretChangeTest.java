package io.creatorflow.tiktokshop.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.api.AppCredentials;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppSecretChangeTest {

    private static final AppCredentials A = new AppCredentials("key", "secret-a");
    private static final AppCredentials B = new AppCredentials("key", "secret-b");
    private static final AppCredentials C = new AppCredentials("key", "secret-c");

    @Test
    void changesAreFollowedFromWhatTheEnvironmentSays() {
        List<AppSecretChange> changes = List.of(change(A, B), change(B, C));

        assertThat(AppSecretChange.follow(A, changes)).isEqualTo(C);
        assertThat(AppSecretChange.follow(B, changes))
                .as("brought up to date in between")
                .isEqualTo(C);
        assertThat(AppSecretChange.follow(C, changes)).as("brought up to date").isEqualTo(C);
    }

    @Test
    void aSecretThatIsSetInTheEnvironmentSinceIsTheNewest() {
        AppCredentials later = new AppCredentials("key", "secret-d");

        assertThat(AppSecretChange.follow(later, List.of(change(A, B)))).isEqualTo(later);
    }

    @Test
    void aChangeThereAndBackLeadsBack() {
        assertThat(AppSecretChange.follow(A, List.of(change(A, B), change(B, A))))
                .isEqualTo(A);
    }

    @Test
    void onlyRecentOnesCountBeside() {
        List<AppSecretChange> changes = List.of(new AppSecretChange(A, B, false), change(B, C));

        assertThat(AppSecretChange.before(changes)).containsExactly(B);
    }

    private static AppSecretChange change(AppCredentials from, AppCredentials to) {
        return new AppSecretChange(from, to, true);
    }
}
