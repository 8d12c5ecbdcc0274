package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sandbox with 100,000 orders of ten shops in four regions, in a process of its own with a heap of 256 MB. */
@Tag("proof")
class SandboxScaleProof {

    private static final int ORDERS = 100_000;
    private static final int SHOPS = 10;
    private static final List<String> REGIONS = List.of("GB", "US", "DE", "ID");

    @Test
    void aHundredThousandOrdersFitAndAnyPageIsQuick() {
        try (SandboxProcess sandbox = SandboxProcess.start()) {
            List<SandboxProcess.Access> shops = new ArrayList<>();
            for (int i = 0; i < SHOPS; i++) {
                shops.add(sandbox.shop(REGIONS.get(i % REGIONS.size())));
            }
            long began = System.nanoTime();
            for (SandboxProcess.Access shop : shops) {
                sandbox.control(
                        "POST",
                        "/shops/" + shop.shopId() + "/orders",
                        "{\"count\":" + ORDERS / SHOPS + ",\"seed\":1,\"spreadSeconds\":2592000,\"webhooks\":false}");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Figures figures = Figures.of("sandbox")
                    .with("orders", ORDERS)
                    .with("shops", SHOPS)
                    .with("secondsToMake", seconds);
            long found = 0;
            for (String[] search : new String[][] {
                {"orders", "/order/202309/orders/search", "100"},
                {"packages", "/fulfillment/202309/packages/search", "50"},
                {"cancellations", "/return_refund/202309/cancellations/search", "50"}
            }) {
                List<Long> micros = new ArrayList<>();
                long read = 0;
                for (SandboxProcess.Access shop : shops) {
                    read += readAll(sandbox, shop, search, micros);
                }
                found += search[0].equals("orders") ? read : 0;
                micros.sort(null);
                figures.with(search[0], read)
                        .with(search[0] + "PageP50Millis", micros.get(micros.size() / 2) / 1000.0)
                        .with(search[0] + "PageP99Millis", micros.get(micros.size() * 99 / 100) / 1000.0);
            }
            figures.with("residentMegabytes", sandbox.residentMegabytes()).tell();
            assertThat(found).isEqualTo(ORDERS);
            assertThat(sandbox.isAlive()).isTrue();
        }
    }

    private static long readAll(
            SandboxProcess sandbox, SandboxProcess.Access shop, String[] search, List<Long> micros) {
        long read = 0;
        String token = "";
        do {
            Map<String, String> query = token.isEmpty()
                    ? Map.of("page_size", search[2])
                    : Map.of("page_size", search[2], "page_token", token);
            long began = System.nanoTime();
            JsonNode data = sandbox.search(search[1], shop, query, "{}");
            micros.add((System.nanoTime() - began) / 1000);
            read += data.path(search[0]).size();
            token = data.path("next_page_token").asText();
        } while (!token.isEmpty());
        return read;
    }
}
