package io.creatorflow.tiktokshop.authorization;

import java.util.List;

/**
 * Which webhooks of a shop come to us by the Event API.
 *
 * @param eventTypes the names of their types
 * @param trouble why others that we want do not, and what to do; empty when all do
 */
public record RegisteredWebhooks(String shopId, List<String> eventTypes, String trouble) {}
