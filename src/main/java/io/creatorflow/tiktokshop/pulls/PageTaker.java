package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Kind;

/** Takes the pages of a window where they are not to be merged: to compare them with our copies, or to list what is asked for one by one. */
public interface PageTaker {

    /** Takes a page. One that is read anew is taken again. */
    void take(Kind kind, String shopId, ApiResponse page);
}
