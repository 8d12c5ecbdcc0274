package io.creatorflow.tiktokshop.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptEventsTest {

    @Test
    void idsTimesAndStatesStayAndAllElseGoes() {
        assertThat(erased("""
                        {"type":4,"shop_id":"7","timestamp":1760000000,"note":"Sam","data":{"is_on_hold_order":true,
                        "package_list":[{"order_id_list":["57"],"package_id":577,"sender":{"name":"Sam"},"text":"Sam"}],
                        "update_time":1760000000,"order_status":"CANCEL","user_id":"9","recipient_address":{"post_id":1}}}
                        """))
                .isEqualTo("{\"type\":4,\"shop_id\":\"7\",\"timestamp\":1760000000,\"data\":{\"is_on_hold_order\":true,"
                        + "\"package_list\":[{\"order_id_list\":[\"57\"],\"package_id\":577,\"sender\":{}}],"
                        + "\"update_time\":1760000000,\"order_status\":\"CANCEL\"}}");
    }

    @Test
    void quantitiesAreNobodysAndStay() {
        String event = "{\"type\":27,\"data\":{\"sku_id\":\"57\",\"inventory_distribution\":{\"total_quantity\":3}},"
                + "\"change_detail\":[{\"available_quantity_delta\":-1}]}";

        assertThat(erased(event)).isEqualTo(event);
    }

    @Test
    void ofWhatIsNoObjectNothingStays() {
        assertThat(erased("Sam, 1 Example Street, order 57")).isEqualTo("{}");
        assertThat(erased("[\"Sam\"]")).isEqualTo("{}");
    }

    @Test
    void erasingAgainChangesNothing() {
        String once = erased("{\"type\":1,\"data\":{\"order_id\":\"57\",\"name\":\"Sam\"}}");

        assertThat(erased(once)).isEqualTo(once);
    }

    private static String erased(String body) {
        return new String(KeptEvents.erased(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
