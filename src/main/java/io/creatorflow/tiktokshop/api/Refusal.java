package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns an answer that is no success into the exception that says how to go on. */
final class Refusal {

    private static final int LONGEST_TEXT = 300;

    private Refusal() {}

    /**
     * Names the refusal.
     *
     * @param status HTTP status, which decides only where the code is absent or unknown
     * @param envelope the answer; missing when it was no JSON
     */
    static TikTokShopException of(ApiCall call, int status, JsonNode envelope, @Nullable Duration retryAfter) {
        int code = envelope.path("code").asInt();
        String requestId = AnswerReader.requestId(envelope);
        String said = plain(envelope.path("message").asText(""));
        String text = text(call, status, code, requestId, said);
        ErrorClass errorClass = errorClass(status, code, said);
        Blame blame = blame(errorClass, status, code);
        return switch (errorClass) {
            case RETRY, OK -> new PlatformUnavailable(blame, text, code, requestId);
            case LIMIT -> new RateLimited(text, code, requestId, retryAfter);
            case STATE -> new StateRefused(text, code, requestId);
            case AUTH ->
                code == ErrorCodes.TOKEN_EXPIRED
                        ? new TokenExpired(text, code, requestId)
                        : new NotAuthorized(blame, text, code, requestId, missingScope(call, code));
            case FIX, CONFIG -> new RequestRefused(blame, text, code, requestId);
        };
    }

    private static ErrorClass errorClass(int status, int code, String said) {
        if (code == ErrorCodes.BAD_CREDENTIALS_OR_IDENTIFIER) {
            return BadRequestCause.of(said).errorClass();
        }
        ErrorCodes.Entry entry = ErrorCodes.of(code);
        if (code != 0 && entry != null) {
            return entry.errorClass();
        }
        if (status == 429) {
            return ErrorClass.LIMIT;
        }
        if (status == 408 || status >= 500 || code == 0 && status < 300) {
            return ErrorClass.RETRY;
        }
        return status == 401 || status == 403 ? ErrorClass.AUTH : ErrorClass.FIX;
    }

    /** The code decides here, too: without one nothing says that any id was looked at, and a 5xx is an outage all the same. */
    private static Blame blame(ErrorClass errorClass, int status, int code) {
        if (code == 0 || ErrorCodes.isOfTheGateway(code) && errorClass != ErrorClass.RETRY) {
            return Blame.EVERY_CALL;
        }
        return switch (errorClass) {
            case RETRY, OK -> status < 500 ? Blame.PERHAPS_ASKED_FOR : Blame.EVERY_CALL;
            case LIMIT -> Blame.EVERY_CALL;
            case STATE, FIX, CONFIG -> Blame.ASKED_FOR;
            case AUTH -> ErrorCodes.blame(code);
        };
    }

    /** TikTok does not say which one is missing; the table of operations does. */
    private static String missingScope(ApiCall call, int code) {
        return code == ErrorCodes.SCOPE_MISSING ? call.operation().scope() : "";
    }

    private static String text(ApiCall call, int status, int code, String requestId, String said) {
        StringBuilder text =
                new StringBuilder(call.toString()).append(": HTTP ").append(status);
        if (code == 0) {
            return text.append(", no readable answer").toString();
        }
        text.append(", code ")
                .append(code)
                .append(" (")
                .append(meaning(code, said))
                .append(')');
        if (!missingScope(call, code).isEmpty()) {
            text.append(", scope ")
                    .append(missingScope(call, code))
                    .append(" is missing: have the seller authorize again");
        }
        if (code == ErrorCodes.SIGNATURE_WRONG) {
            text.append(", signed was {secret}").append(call.signedText()).append(bodyInWords(call.body()));
            text.append("{secret}: check the app's secret");
        }
        text.append(", request_id ").append(requestId);
        return said.isEmpty() ? text.toString() : text.append(": ").append(said).toString();
    }

    private static String meaning(int code, String said) {
        if (code == ErrorCodes.BAD_CREDENTIALS_OR_IDENTIFIER) {
            return BadRequestCause.of(said).mend();
        }
        ErrorCodes.Entry entry = ErrorCodes.of(code);
        return entry == null ? "not a published code" : entry.meaning();
    }

    private static String bodyInWords(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "{body of " + body.length + " bytes, SHA-256 "
                    + HexFormat.of().formatHex(digest) + "}";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String plain(String said) {
        String line = said.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
