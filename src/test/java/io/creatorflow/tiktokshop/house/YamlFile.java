package io.creatorflow.tiktokshop.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file of the routes folder.
 *
 * @param path path from the root of the project
 * @param text its text
 * @param tree its content; a missing node when it is no YAML
 * @param fault why it is no YAML, null when it is
 */
public record YamlFile(
        String path, String text, JsonNode tree, @Nullable String fault) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static YamlFile of(String path, String text) {
        try {
            return new YamlFile(path, text, YAML.readTree(text), null);
        } catch (JsonProcessingException e) {
            return new YamlFile(path, text, MissingNode.getInstance(), e.getOriginalMessage());
        }
    }

    /** Whether this is a Kamelet rather than a file of routes. */
    public boolean isKamelet() {
        return path.endsWith(".kamelet.yaml");
    }

    /** The file's name without its ending: {@code receive-webhook}, {@code downstream-sink}. */
    public String name() {
        return path.replaceFirst(".*/", "").replaceFirst("\\.(camel|kamelet)\\.yaml$", "");
    }

    /** Its routes, its route configurations, or the template of its Kamelet. */
    public List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        if (isKamelet()) {
            JsonNode template = tree.path("spec").path("template");
            flows.add(new Flow(this, Flow.Kind.KAMELET, template.has("route") ? template.path("route") : template));
            return flows;
        }
        for (JsonNode entry : tree) {
            if (entry.has("route")) {
                flows.add(new Flow(this, Flow.Kind.ROUTE, entry.path("route")));
            }
            if (entry.has("routeConfiguration")) {
                flows.add(new Flow(this, Flow.Kind.CONFIGURATION, entry.path("routeConfiguration")));
            }
        }
        return flows;
    }
}
