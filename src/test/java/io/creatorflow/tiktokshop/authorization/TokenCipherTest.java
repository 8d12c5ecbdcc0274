package io.creatorflow.tiktokshop.authorization;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.creatorflow.tiktokshop.authorization.TokenCipher.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenCipherTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NEXT_KEY = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final TokenCipher cipher = new TokenCipher(KEY, "");

    @Test
    void whatIsEncryptedOpensAgainAndIsNotReadable() {
        byte[] encrypted = cipher.encrypt("ROW_token", "seller", Kind.ACCESS);
        assertThat(new String(encrypted, ISO_8859_1)).doesNotContain("ROW_token");
        assertThat(cipher.decrypt(encrypted, "seller", Kind.ACCESS)).isEqualTo("ROW_token");
    }

    @Test
    void theSameTokenIsNeverEncryptedTheSameWay() {
        assertThat(cipher.encrypt("t", "seller", Kind.ACCESS)).isNotEqualTo(cipher.encrypt("t", "seller", Kind.ACCESS));
    }

    @Test
    void theIdOfTheKeyStandsInFront() {
        byte[] one = cipher.encrypt("a", "seller", Kind.ACCESS);
        byte[] two = cipher.encrypt("b", "seller", Kind.ACCESS);
        byte[] other = new TokenCipher(NEXT_KEY, "").encrypt("a", "seller", Kind.ACCESS);
        assertThat(Arrays.copyOf(one, 5)).isEqualTo(Arrays.copyOf(two, 5)).isNotEqualTo(Arrays.copyOf(other, 5));
    }

    @Test
    void aTokenOpensOnlyForItsSellerAndAsItsKind() {
        byte[] encrypted = cipher.encrypt("t", "seller", Kind.ACCESS);
        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(encrypted, "another", Kind.ACCESS));
        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(encrypted, "seller", Kind.REFRESH));
        encrypted[encrypted.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(encrypted, "seller", Kind.ACCESS));
    }

    @Test
    void whileTheKeyIsChangedBothOpenAndTheNewOneWrites() {
        TokenCipher changing = new TokenCipher(NEXT_KEY, KEY);
        assertThat(changing.decrypt(cipher.encrypt("t", "s", Kind.ACCESS), "s", Kind.ACCESS))
                .isEqualTo("t");
        byte[] written = changing.encrypt("t", "s", Kind.ACCESS);
        assertThat(new TokenCipher(NEXT_KEY, "").decrypt(written, "s", Kind.ACCESS))
                .isEqualTo("t");
    }

    @Test
    void aKeyOfAnotherLengthIsRefusedByName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TokenCipher("c2hvcnQ=", ""))
                .withMessageContaining("TIKTOK_SHOP_TOKEN_KEY");
    }
}
