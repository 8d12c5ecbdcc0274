package io.creatorflow.tiktokshop.support;

import java.lang.reflect.Field;

/** The product's own SQL, so that what is judged or timed cannot differ from what runs. */
public final class Statements {

    private Statements() {}

    /**
     * A statement.
     *
     * @param name class and constant, as in {@code downstreams.ClaimDeliveries CLAIM}
     * @throws IllegalStateException when there is none of this name any more
     */
    public static String named(String name) {
        String[] parts = name.split(" ");
        try {
            Field field = Class.forName("io.creatorflow.tiktokshop." + parts[0]).getDeclaredField(parts[1]);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " has moved", e);
        }
    }
}
