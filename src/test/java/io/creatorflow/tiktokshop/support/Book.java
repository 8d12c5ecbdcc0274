package io.creatorflow.tiktokshop.support;

import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;

/** What a test's shop has of one kind, as TikTok Shop would tell it. */
@FunctionalInterface
public interface Book {

    /** Answers what is in this book, and anything else as {@code others} does. */
    Answer answer(Answer others);
}
