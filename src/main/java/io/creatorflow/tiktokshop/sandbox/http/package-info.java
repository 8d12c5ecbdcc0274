/** Answering HTTP requests at once, later, or by cutting the connection. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.http;

import org.jspecify.annotations.NullMarked;
