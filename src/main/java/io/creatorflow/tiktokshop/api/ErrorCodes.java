package io.creatorflow.tiktokshop.api;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** TikTok Shop's published error codes, each with what it asks us to do: {@code error-codes.properties}. */
final class ErrorCodes {

    /** @param meaning in our own words */
    record Entry(ErrorClass errorClass, String meaning) {}

    static final int SIGNATURE_WRONG = 106001;
    static final int TOKEN_EXPIRED = 105002;
    static final int BAD_CREDENTIALS_OR_IDENTIFIER = 36009004;

    private static final Map<Integer, Entry> BY_CODE = read();

    private ErrorCodes() {}

    /** The entry of a code; {@code null} for one that is not published. */
    static @Nullable Entry of(int code) {
        return BY_CODE.get(code);
    }

    static Map<Integer, Entry> all() {
        return BY_CODE;
    }

    private static Map<Integer, Entry> read() {
        Properties lines = new Properties();
        try (var file = new InputStreamReader(
                ErrorCodes.class.getResourceAsStream("error-codes.properties"), StandardCharsets.UTF_8)) {
            lines.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(Integer::valueOf, code -> entry(lines.getProperty(code))));
    }

    private static Entry entry(String line) {
        int blank = line.indexOf(' ');
        return new Entry(
                ErrorClass.valueOf(line.substring(0, blank).toUpperCase(Locale.ROOT)), line.substring(blank + 1));
    }
}
