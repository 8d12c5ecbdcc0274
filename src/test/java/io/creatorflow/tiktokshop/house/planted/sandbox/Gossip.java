package io.creatorflow.tiktokshop.house.planted.sandbox;

import io.creatorflow.tiktokshop.house.planted.ingress.Door;

/** A sandbox that knows the integration. */
public class Gossip {

    Door door = new Door();
}
