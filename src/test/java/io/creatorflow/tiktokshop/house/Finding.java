package io.creatorflow.tiktokshop.house;

/**
 * One breach of a rule, told so that the reader can mend it.
 *
 * @param file path from the root of the project
 * @param problem what is wrong, naming the route, step or line
 * @param mend what to do about it
 */
public record Finding(String file, String problem, String mend) {

    @Override
    public String toString() {
        return file + ": " + problem + " (" + mend + ")";
    }
}
