package io.creatorflow.tiktokshop.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.durable.Sha256;
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
            case RETRY, OK -> new PlatformUnavailable(blame, text, code, requestId, retryAfter);
            case WAIT -> new RateLimited(text, code, requestId, retryAfter);
            case REFRESH -> new TokenExpired(text, code, requestId);
            case REAUTHORIZE, NOT_ALLOWED -> new NotAuthorized(blame, text, code, requestId, missingScope(call, code));
            case DONE, REFUSED -> new StateRefused(text, code, requestId);
            case FIX, SET_UP -> new RequestRefused(blame, text, code, requestId);
        };
    }

    private static ErrorClass errorClass(int status, int code, String said) {
        ErrorCodes.Entry entry = code == 0 ? null : ErrorCodes.of(code, said);
        if (entry != null) {
            return entry.errorClass();
        }
        if (status == 429) {
            return ErrorClass.WAIT;
        }
        if (status == 408 || status >= 500 || code == 0 && status < 300) {
            return ErrorClass.RETRY;
        }
        return status == 401 || status == 403 ? ErrorClass.NOT_ALLOWED : ErrorClass.FIX;
    }

    /** The code decides here, too: without one nothing says that any id was looked at, and a 5xx is an outage all the same. */
    private static Blame blame(ErrorClass errorClass, int status, int code) {
        if (code == 0 || ErrorCodes.isOfTheGateway(code) && errorClass != ErrorClass.RETRY) {
            return Blame.EVERY_CALL;
        }
        return switch (errorClass) {
            case RETRY, OK -> status < 500 ? Blame.PERHAPS_ASKED_FOR : Blame.EVERY_CALL;
            case WAIT -> Blame.EVERY_CALL;
            case DONE, REFUSED, FIX, SET_UP -> Blame.ASKED_FOR;
            case REFRESH, REAUTHORIZE, NOT_ALLOWED -> ErrorCodes.blame(code);
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
        text.append(particulars(call, code));
        text.append(", request_id ").append(requestId);
        if (!said.isEmpty()) {
            text.append(": ").append(said);
        }
        if (code == ErrorCodes.BAD_CREDENTIALS_OR_IDENTIFIER) {
            text.append(' ').append(BadRequestCause.of(said).entry().mend());
        }
        return text.toString();
    }

    /** What only this call can tell of a code. */
    private static String particulars(ApiCall call, int code) {
        return switch (code) {
            case ErrorCodes.SCOPE_MISSING ->
                ", scope " + missingScope(call, code) + " is missing: have the seller authorize again";
            case ErrorCodes.SIGNATURE_WRONG ->
                ", signed was {secret}" + call.signedText() + bodyInWords(call.body())
                        + "{secret}: check the app's secret";
            default -> "";
        };
    }

    private static String meaning(int code, String said) {
        ErrorCodes.Entry entry = ErrorCodes.of(code, said);
        return entry == null ? ErrorCodes.meaning(code) : entry.meaning();
    }

    private static String bodyInWords(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        return "{body of " + body.length + " bytes, SHA-256 " + HexFormat.of().formatHex(Sha256.of(body)) + "}";
    }

    private static String plain(String said) {
        String line = said.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
