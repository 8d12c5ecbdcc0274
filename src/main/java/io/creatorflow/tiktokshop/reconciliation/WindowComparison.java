package io.creatorflow.tiktokshop.reconciliation;

import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Compared;
import io.creatorflow.tiktokshop.entities.EntityComparison;
import io.creatorflow.tiktokshop.entities.Kind;
import io.creatorflow.tiktokshop.pulls.PageTaker;
import io.creatorflow.tiktokshop.pulls.Pull;
import java.util.List;

/** A claimed window of a reconciliation while its pages are compared. */
public final class WindowComparison implements PageTaker {

    private final long reconciliation;
    private final String kind;
    private final Pull window;
    private final EntityComparison entities;
    private final Differences differences;
    private long listed;

    WindowComparison(
            long reconciliation, String kind, Pull window, EntityComparison entities, Differences differences) {
        this.reconciliation = reconciliation;
        this.kind = kind;
        this.window = window;
        this.entities = entities;
        this.differences = differences;
    }

    @Override
    public void take(Kind kind, String shopId, ApiResponse page) {
        List<Compared> compared = entities.compare(kind, shopId, page);
        differences.listed(reconciliation, kind.name(), shopId, compared);
        listed += compared.size();
    }

    long reconciliation() {
        return reconciliation;
    }

    /** The name of what is compared. */
    public String kind() {
        return kind;
    }

    /** The window whose pages are to be read. */
    public Pull window() {
        return window;
    }

    /** How many entities were listed in it. */
    long listed() {
        return listed;
    }
}
