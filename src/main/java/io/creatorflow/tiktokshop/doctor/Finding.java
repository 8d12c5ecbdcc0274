package io.creatorflow.tiktokshop.doctor;

/**
 * One line of an examination.
 *
 * @param about what was examined, such as {@code shop 7495…} or {@code downstream analytics}
 * @param check what was looked at, such as {@code token}
 * @param ok whether it is good
 * @param says how it is, or where it is not good, what to do; never a secret
 */
public record Finding(String about, String check, boolean ok, String says) {

    @Override
    public String toString() {
        return (ok ? "ok    " : "MEND  ") + about + ", " + check + ": " + says;
    }
}
