package io.creatorflow.tiktokshop.ingress;

/** The Authorization header does not sign the body with the app's secret. */
public final class BadSignatureException extends RuntimeException {

    BadSignatureException() {
        super("bad signature", null, false, false);
    }
}
