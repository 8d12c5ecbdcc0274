package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Kind;

/** Compares the pages of a window with our copies, where they are not to be merged. */
public interface PageComparison {

    /** Compares a page. One that is read anew is compared again. */
    void compare(Kind kind, String shopId, ApiResponse page);
}
