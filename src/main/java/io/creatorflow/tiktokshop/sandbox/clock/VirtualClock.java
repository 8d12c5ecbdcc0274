package io.creatorflow.tiktokshop.sandbox.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Time as the sandbox sees it: starts as real time and can be set, advanced and scaled. Order times, token lifetimes and
 * the webhook retry schedule follow it; the time window of signed requests follows real time, as a caller's clock does.
 */
public final class VirtualClock {

    private record Course(long virtualStart, long realStart, double scale) {}

    private final Clock real;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Course course;

    /**
     * Begins at real time, at scale 1.
     *
     * @param real the clock of the machine
     */
    public VirtualClock(Clock real) {
        this.real = real;
        this.course = new Course(real.millis(), real.millis(), 1);
    }

    /** Milliseconds since 1970, virtual. */
    public long millis() {
        Course now = course;
        return now.virtualStart + (long) ((real.millis() - now.realStart) * now.scale);
    }

    /** Seconds since 1970, virtual: the unit of nearly every time TikTok Shop tells. */
    public long seconds() {
        return Math.floorDiv(millis(), 1000L);
    }

    /** Milliseconds since 1970, real. */
    public long realMillis() {
        return real.millis();
    }

    /** How many virtual seconds pass in a real one. */
    public double scale() {
        return course.scale;
    }

    /**
     * Real milliseconds until a virtual moment, at least 0.
     *
     * @param virtualMillis the moment, in virtual milliseconds since 1970
     */
    public long realMillisUntil(long virtualMillis) {
        return Math.max(0, (long) Math.ceil((virtualMillis - millis()) / course.scale));
    }

    /**
     * Jumps to a moment.
     *
     * @param moment the new virtual time
     */
    public void set(Instant moment) {
        change(moment.toEpochMilli(), course.scale);
    }

    /**
     * Jumps by a span.
     *
     * @param span how far, negative for back
     */
    public void advance(Duration span) {
        change(millis() + span.toMillis(), course.scale);
    }

    /**
     * Makes time run at another pace from now on.
     *
     * @param scale virtual seconds in a real second, above 0
     */
    public void scale(double scale) {
        change(millis(), scale);
    }

    /** Back to real time at scale 1. */
    public void reset() {
        change(real.millis(), 1);
    }

    /**
     * Asks to be told when the clock was changed.
     *
     * @param listener called after each change, on the changing thread
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private synchronized void change(long virtualNow, double scale) {
        course = new Course(virtualNow, real.millis(), scale);
        listeners.forEach(Runnable::run);
    }
}
