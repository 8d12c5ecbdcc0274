package io.creatorflow.tiktokshop.settings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What may be a secret in production: of its form, long enough, and no sample that anybody can read. */
final class SecretForms {

    private static final Set<String> SAMPLES = Set.of(
            "changeme", "change-me", "secret", "password", "example", "0123456789abcdef0123456789abcdef01234567");
    private static final int SHORTEST = 16;
    private static final String SIGNING = "whsec_";

    private SecretForms() {}

    /** Whether it may be the secret of an app. */
    static boolean isAppSecret(String value) {
        return value.length() >= SHORTEST && !SAMPLES.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether it may be a key of 32 random bytes, in base64. */
    static boolean isKey(String base64) {
        return decodes(base64, bytes -> bytes.length == 32);
    }

    /** Whether each of a list may be a signing secret: 24 to 64 random bytes (Standard Webhooks). */
    static boolean areSigningSecrets(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .allMatch(secret -> secret.startsWith(SIGNING)
                        && decodes(
                                secret.substring(SIGNING.length()), bytes -> bytes.length >= 24 && bytes.length <= 64));
    }

    private static boolean decodes(String base64, Predicate<byte[]> good) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return good.test(bytes) && !isSample(bytes);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Zeros, digits in a row, or one of those by which the sandbox's receivers verify. */
    private static boolean isSample(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, new byte[bytes.length])
                || text.startsWith("0123456789")
                || text.contains("-demo-secret");
    }
}
