package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/**
 * A function for mapping files.
 *
 * @param getName as written in the file
 * @param arguments how many it takes
 * @param body what it does with them
 */
record MappingFunction(String getName, int arguments, java.util.function.Function<JsonNode[], JsonNode> body)
        implements Function {

    @Override
    public int getMinArguments() {
        return arguments;
    }

    @Override
    public int getMaxArguments() {
        return arguments;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] values) {
        return body.apply(values);
    }
}
