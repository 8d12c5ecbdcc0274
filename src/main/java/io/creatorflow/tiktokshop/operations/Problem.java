package io.creatorflow.tiktokshop.operations;

/**
 * An answer that says why not, by RFC 9457 ({@code application/problem+json}), with a member of our own.
 *
 * @param type a name for programs
 * @param title the name in words
 * @param detail what is the cause here
 * @param mend what to do about it
 */
record Problem(String type, String title, int status, String detail, String mend) {

    private static final String PREFIX = "urn:creatorflow:tiktok-shop:problem:";

    static Problem of(String name, int status, String detail, String mend) {
        String words = name.replace('-', ' ');
        return new Problem(
                PREFIX + name, Character.toUpperCase(words.charAt(0)) + words.substring(1), status, detail, mend);
    }
}
