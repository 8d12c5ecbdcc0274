package io.creatorflow.tiktokshop.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** How many calls a second each operation may make for each shop. It may be changed while calls are running. */
@Component("pace")
public class Pace {

    private final Map<String, Integer> perSecond = new ConcurrentHashMap<>();

    Pace(Operations operations) {
        operations.all().forEach(operation -> perSecond.put(operation.name(), operation.pace()));
    }

    /** Whether the call has to be paced at all. */
    public boolean isLimited(@ExchangeProperty("apiCall") ApiCall call) {
        return of(call) > 0;
    }

    /** Calls a second for the call's operation; 0 for no limit. */
    public int of(@ExchangeProperty("apiCall") ApiCall call) {
        return perSecond.getOrDefault(call.operation().name(), 0);
    }

    /** Whose calls are counted together: app, shop and operation. */
    public String key(@ExchangeProperty("apiCall") ApiCall call) {
        return call.paceKey();
    }

    /**
     * Changes the pace from the next call on.
     *
     * @param perSecond 0 for no limit
     * @return what it was before
     */
    public int change(String operation, int perSecond) {
        Integer before = this.perSecond.put(operation, perSecond);
        return before == null ? 0 : before;
    }
}
