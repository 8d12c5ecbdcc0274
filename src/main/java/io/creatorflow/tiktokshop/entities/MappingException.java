package io.creatorflow.tiktokshop.entities;

/**
 * An answer of TikTok that our mapping cannot turn into an entity: an id or status is missing, or a time or amount is
 * unreadable. Reading it again gives the same; it is poison. The message names the field and never holds its value.
 */
public final class MappingException extends RuntimeException {

    /**
     * @param message which field of which kind of entity is wrong, without its value
     */
    public MappingException(String message) {
        super(message);
    }

    /**
     * A value that cannot be read. Only its shape is told: digits become 9, letters x.
     *
     * @param what it should be, such as "a time"
     * @param value what it is
     */
    static MappingException unreadable(String what, String value) {
        String shape = value.replaceAll("[0-9]", "9").replaceAll("\\p{L}", "x");
        return new MappingException(what + " of the form " + shape.substring(0, Math.min(40, shape.length())));
    }
}
