package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a call asks for from its body. A member that is not known is refused: a filter must not vanish by a slip. */
@Component
class JsonBody {

    private static final byte[] NOTHING = {};

    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads.
     *
     * @throws OperationRefused when it is no object with such members; nothing of the body is told, as a secret may be in it
     */
    Asked members(byte @Nullable [] body, Collection<String> known) {
        String mend = "Send one with some of " + new TreeSet<>(known) + ".";
        Map<String, Object> members;
        try {
            members = json.readValue(body == null ? NOTHING : body, new TypeReference<>() {});
        } catch (IOException e) {
            throw OperationRefused.bad("The body is no JSON object.", mend);
        }
        if (members == null || !known.containsAll(members.keySet())) {
            throw OperationRefused.bad("The body is no JSON object of such members.", mend);
        }
        return new Asked(members);
    }
}
