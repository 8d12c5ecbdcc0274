package io.creatorflow.tiktokshop.sandbox.receivers;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo receivers.
 *
 * @param secrets one {@code whsec_…} per receiver, by name; a receiver exists because it has a secret
 * @param keepMessages how many messages each remembers
 * @param keepIds how many message ids each remembers, and as many sequences, in 24 bytes each
 * @param keepStates how many subjects each remembers the latest message of, with its data
 */
@ConfigurationProperties("sandbox.receivers")
public record ReceiverSettings(
        @DefaultValue Map<String, String> secrets,
        @DefaultValue("100000") int keepMessages,
        @DefaultValue("4000000") int keepIds,
        @DefaultValue("20000") int keepStates) {}
