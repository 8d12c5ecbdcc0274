package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.http.Answering;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The HTTP face of {@link TikTokApi}: everything that is neither control nor receiver comes here. */
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient TikTokApi api;
    private final transient CallCounts counts;
    private final transient Answering answering;

    /**
     * The face.
     *
     * @param api what answers
     * @param counts counts what was cut
     * @param answering how answers go out
     */
    public ApiServlet(TikTokApi api, CallCounts counts, Answering answering) {
        this.api = api;
        this.counts = counts;
        this.answering = answering;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiCall call = ApiCall.read(request);
        String operation = api.operationOf(call);
        ApiChance chance = api.chance(operation);
        if (chance.cut()) {
            counts.cut(operation);
            answering.cut(request, chance.slowMillis());
        } else {
            answering.send(request, response, api.answer(call, operation, chance), chance.slowMillis());
        }
    }
}
