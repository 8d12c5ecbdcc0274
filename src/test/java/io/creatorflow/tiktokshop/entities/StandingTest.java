package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StandingTest {

    /** Whether an entity has changed is told by the hash of its text, so that of entities stored before must stay. */
    @Test
    void theTextIsThatOfTheNode() throws Exception {
        JsonNode content = new ObjectMapper().readTree("""
                        {"name": "Zoë \\"Zo\\" \\u2028 \\u0007 </b> 🛒", "total": 12.50, "large": 1e30, "none": null, "yes": true,
                         "items": [{"id": 577086512123755123, "nested": {"empty": {}, "list": []}}]}""");

        assertThat(Standing.text(content)).isEqualTo(content.toString());
    }
}
