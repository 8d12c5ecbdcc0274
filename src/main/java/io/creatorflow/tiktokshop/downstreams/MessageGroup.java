package io.creatorflow.tiktokshop.downstreams;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Messages of one type, to be routed together.
 *
 * @param type short name such as {@code order.updated.v1}
 * @param bulk whether live messages are delivered first
 * @param receivers who was addressed so far
 */
public record MessageGroup(String type, List<SerializedMessage> messages, boolean bulk, Set<String> receivers) {

    /** A group that nobody is addressed with yet. */
    public MessageGroup(String type, List<SerializedMessage> messages, boolean bulk) {
        this(type, messages, bulk, new TreeSet<>());
    }
}
