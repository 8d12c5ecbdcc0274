package io.creatorflow.tiktokshop.house.planted.durable;

import io.creatorflow.tiktokshop.house.planted.ingress.Door;
import io.creatorflow.tiktokshop.house.planted.sandbox.Gossip;

/** Knows its caller and the sandbox. */
public class Store {

    private Door door;
    private Gossip gossip;

    /** Keeps nothing. */
    public void put(Object value) {
        door = null;
        gossip = null;
    }
}
