package io.creatorflow.tiktokshop.api;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** TikTok Shop's published error codes, each with what it asks us to do: {@code error-codes.properties}. */
public final class ErrorCodes {

    /** @param meaning in our own words */
    record Entry(ErrorClass errorClass, String meaning) {}

    static final int SIGNATURE_WRONG = 106001;
    static final int TOKEN_EXPIRED = 105002;
    static final int SCOPE_MISSING = 105005;
    static final int ADDRESS_NOT_ALLOWED = 36009033;
    static final int BAD_CREDENTIALS_OR_IDENTIFIER = 36009004;

    /** Deauthorized; refresh token expired; auth code or record not found. */
    static final Set<Integer> ENDS_AUTHORIZATION = Set.of(105001, 36004001, 36004004, 36004005);

    /** An order, package or product that is not the shop's: orders and packages of another seller or shop, another's product. */
    private static final Set<Integer> NOT_OWNED = Set.of(21008111, 21011028, 12052048, 25020005);

    /** Order detail and package detail have "no permission": whether for all or for one of the ids is not published. */
    private static final int NO_PERMISSION = 10006402;

    private static final Map<Integer, Entry> BY_CODE = read();

    private ErrorCodes() {}

    /** The entry of a code; {@code null} for one that is not published. */
    static @Nullable Entry of(int code) {
        return BY_CODE.get(code);
    }

    /** What a code means, in our own words. */
    public static String meaning(int code) {
        Entry entry = BY_CODE.get(code);
        return entry == null ? "not a published code" : entry.meaning();
    }

    /** What somebody has to do about a code. */
    public static String mend(int code) {
        Entry entry = BY_CODE.get(code);
        return switch (entry == null ? ErrorClass.FIX : entry.errorClass()) {
            case OK, RETRY, LIMIT -> "Nothing: it is tried again by itself.";
            case STATE -> "Nothing, if it changes by itself: it is read again at its next event.";
            case AUTH ->
                ENDS_AUTHORIZATION.contains(code)
                        ? "Have the seller authorize the app again by the authorization link."
                        : "See to the scope, permission or state that it names, in Partner Center or Seller Center; where scopes change, have the seller authorize the app again.";
            case CONFIG -> "Set up app or shop for it in Partner Center or Seller Center; it is tried again by itself.";
            case FIX ->
                "Compare the request with TikTok Shop's documentation, or ask its support with the request_id that the log has.";
        };
    }

    /** Whether TikTok's gateway answers so, before any endpoint has looked at what was asked for. */
    static boolean isOfTheGateway(int code) {
        return code < 1_000_000 || code / 1000 == 36_009 || code / 1000 == 36_004;
    }

    /** What a call without the right to it is refused for. */
    static Blame blame(int code) {
        if (NOT_OWNED.contains(code)) {
            return Blame.ASKED_FOR;
        }
        return code == NO_PERMISSION ? Blame.PERHAPS_ASKED_FOR : Blame.EVERY_CALL;
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
