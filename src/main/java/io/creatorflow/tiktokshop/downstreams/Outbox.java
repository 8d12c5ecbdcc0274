package io.creatorflow.tiktokshop.downstreams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/** Appends messages and their deliveries, within the transaction that changed the entities. */
@Component("outbox")
public class Outbox {

    private final AppendMessages append;
    private final Deliveries deliveries;

    Outbox(AppendMessages append, Deliveries deliveries) {
        this.append = append;
        this.deliveries = deliveries;
    }

    /** How many groups there are. */
    public int groups(@ExchangeProperty("messages") List<MessageGroup> groups) {
        return groups.size();
    }

    /** What the messages of a group are, such as {@code order.updated.v1}. */
    public String type(@Body MessageGroup group) {
        return group.type();
    }

    /** The group whose turn it is in a loop over all. */
    public MessageGroup group(
            @ExchangeProperty("messages") List<MessageGroup> groups, @ExchangeProperty(Exchange.LOOP_INDEX) int turn) {
        return groups.get(turn);
    }

    /**
     * Addresses a group to its receivers.
     *
     * @param receivers names joined by commas
     */
    public void address(@Body MessageGroup group, @Header("receivers") String receivers) {
        group.receivers().addAll(List.of(receivers.split(",")));
    }

    /**
     * Appends all groups for the receivers that they were addressed to, by one statement. Once they are committed, senders
     * that are ready get them in hand at once; the rest waits for a claim.
     */
    public void append(@ExchangeProperty("messages") List<MessageGroup> groups) {
        List<SerializedMessage> messages =
                groups.stream().flatMap(group -> group.messages().stream()).toList();
        if (messages.isEmpty()) {
            return;
        }
        Set<String> shops = messages.stream().map(SerializedMessage::shopId).collect(Collectors.toSet());
        List<Ready> ready = groups.stream()
                .map(MessageGroup::bulk)
                .distinct()
                .flatMap(bulk -> receivers(groups).stream()
                        .flatMap(receiver -> deliveries.ready(receiver, shops, bulk).stream()))
                .toList();
        List<AppendMessages.Address> addresses =
                groups.stream().flatMap(Outbox::addresses).distinct().toList();
        deliveries.handOver(append.append(messages, addresses, ready), waiting(groups));
    }

    private static Stream<AppendMessages.Address> addresses(MessageGroup group) {
        short lane = Lanes.number(group.bulk());
        return group.receivers().stream().map(receiver -> new AppendMessages.Address(group.type(), receiver, lane));
    }

    /** How many deliveries each receiver got. */
    private static Map<String, Integer> waiting(List<MessageGroup> groups) {
        Map<String, Integer> waiting = new HashMap<>();
        groups.forEach(group -> group.receivers()
                .forEach(receiver -> waiting.merge(receiver, group.messages().size(), Integer::sum)));
        return waiting;
    }

    /** Everyone who was addressed with any of these groups. */
    public Set<String> receivers(@ExchangeProperty("messages") List<MessageGroup> groups) {
        Set<String> receivers = new TreeSet<>();
        groups.forEach(group -> receivers.addAll(group.receivers()));
        return receivers;
    }
}
