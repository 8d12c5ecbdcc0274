package io.creatorflow.tiktokshop.operations;

import io.creatorflow.tiktokshop.settings.BadSettingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who may use the API: {@code name:key}, several joined by commas; a name may have two keys while one is replaced. Only
 * their hashes are kept, and a key is compared with all of them, so that the time tells nothing.
 */
@Component
final class OperationsKeys {

    private static final String VARIABLE = "OPERATIONS_KEYS";
    private static final String MEND =
            "name:key with at least 32 random characters, as from: echo operator:$(openssl rand -hex 32)";
    private static final Pattern KEY = Pattern.compile("([a-z0-9][a-z0-9-]{0,31}):([\\x21-\\x7e&&[^,]]{32,256})");
    private static final Pattern SAMPLE =
            Pattern.compile("change-?me|example|sample|password|secret|0123456789|abcdefgh");
    private static final int FEWEST_CHARACTERS = 10;

    private record Key(String operator, byte[] sha256) {}

    private final List<Key> keys;

    OperationsKeys(@Value("${operations.keys}") String keys) {
        this.keys = Stream.of(keys.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(OperationsKeys::key)
                .toList();
    }

    private static Key key(String text) {
        Matcher key = KEY.matcher(text);
        if (!key.matches() || isSample(key.group(2))) {
            throw new BadSettingException(VARIABLE + " has a key that is a sample, too short or has no name: set it to "
                    + MEND + "; or leave it empty, and the operations API stays closed.");
        }
        return new Key(key.group(1), sha256(key.group(2)));
    }

    private static boolean isSample(String key) {
        return SAMPLE.matcher(key.toLowerCase(Locale.ROOT)).find()
                || key.chars().distinct().count() < FEWEST_CHARACTERS;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whose key it is. */
    Optional<String> operator(String key) {
        byte[] sha256 = sha256(key);
        String[] names = keys.stream()
                .map(known -> MessageDigest.isEqual(known.sha256(), sha256) ? known.operator() : "")
                .toArray(String[]::new);
        return Arrays.stream(names).filter(name -> !name.isEmpty()).findFirst();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
