package io.creatorflow.tiktokshop.entities;

@Component
public final class Bare {

    /** Said. */
    @Deprecated
    public void said() {}

    public Bare(int a) {}

    private int field;

    public int unsaid(int a) {
        return a;
    }

    @Override
    public String toString() {
        return "";
    }
}
