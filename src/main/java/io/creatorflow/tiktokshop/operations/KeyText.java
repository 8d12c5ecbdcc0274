package io.creatorflow.tiktokshop.operations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner has it: {@code ttsi_<id>_<secret>}. Scanners of leaked secrets know it by its beginning, its row is found
 * by its id, and 256 random bits make it one that nobody guesses.
 */
final class KeyText {

    private static final Pattern FORM = Pattern.compile("ttsi_([0-9a-f]{16})_([0-9a-f]{64})");
    private static final SecureRandom DICE = new SecureRandom();

    private final String id;
    private final String secret;

    private KeyText(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A key that nobody has had. */
    static KeyText random() {
        return again(random(8));
    }

    /** The same key with another secret. */
    static KeyText again(String id) {
        return new KeyText(id, random(32));
    }

    /** Reads a key; empty for what cannot be one. */
    static Optional<KeyText> of(String text) {
        Matcher key = FORM.matcher(text);
        return key.matches() ? Optional.of(new KeyText(key.group(1), key.group(2))) : Optional.empty();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        DICE.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    String id() {
        return id;
    }

    /** What is stored of the secret. */
    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /** The whole key, to be shown once. */
    String reveal() {
        return "ttsi_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "ttsi_" + id + "_…";
    }
}
