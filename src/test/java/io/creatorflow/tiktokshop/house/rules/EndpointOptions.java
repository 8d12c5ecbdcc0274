package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Endpoint;
import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;

/** Every endpoint names a component of Camel's catalog, gives what it requires and only options which it has. */
public final class EndpointOptions implements Rule {

    private static final DefaultCamelCatalog CATALOG = new DefaultCamelCatalog(true);
    private static final String MEND = "see the page of the component";

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : project.flows()) {
            String told = "'from' of '" + flow.id() + "' ";
            for (String problem : problems(Endpoint.of(flow.node().path("from")), "producer")) {
                findings.add(new Finding(flow.file().path(), told + problem, MEND));
            }
            for (Step step : flow.steps()) {
                problems(step.endpoint(), "consumer").forEach(problem -> findings.add(step.finding(problem, MEND)));
            }
        }
        return findings;
    }

    private static List<String> problems(Endpoint endpoint, String otherSide) {
        String scheme = endpoint.scheme();
        if (endpoint.uri().isEmpty() || scheme.equals("kamelet") || scheme.startsWith("{")) {
            return List.of();
        }
        ComponentModel component = CATALOG.componentModel(scheme);
        if (component == null) {
            return List.of("uses '" + scheme + "', which is no component of the catalog");
        }
        List<String> problems = new ArrayList<>();
        for (EndpointOptionModel option : component.getEndpointOptions()) {
            boolean given = endpoint.parameters().containsKey(option.getName());
            boolean inPath = option.getKind().equals("path") && !endpoint.path().isEmpty();
            if (option.isRequired() && option.getDefaultValue() == null && !given && !inPath) {
                problems.add("lacks the option '" + option.getName() + "' of '" + scheme + "'");
            }
            if (given && String.valueOf(option.getLabel()).startsWith(otherSide)) {
                problems.add("gives the option '" + option.getName() + "', which is for a " + otherSide);
            }
        }
        endpoint.parameters().keySet().stream()
                .filter(name -> component.getEndpointOptions().stream().noneMatch(option -> matches(option, name)))
                .forEach(name -> problems.add("gives the option '" + name + "', which '" + scheme + "' does not have"));
        if (problems.isEmpty()) {
            EndpointValidationResult result = CATALOG.validateProperties(scheme, values(endpoint, component));
            if (!result.isSuccess()) {
                problems.add("has a bad value: "
                        + result.summaryErrorMessage(false).strip().replaceAll("\\s+", " "));
            }
        }
        return problems;
    }

    /** The parameters, with those that stand in the path. */
    private static Map<String, String> values(Endpoint endpoint, ComponentModel component) {
        Map<String, String> values = new LinkedHashMap<>(endpoint.parameters());
        List<EndpointOptionModel> inPath = component.getEndpointOptions().stream()
                .filter(option -> option.getKind().equals("path"))
                .toList();
        String[] parts = endpoint.path().split("[:/]", inPath.size());
        for (int i = 0; i < inPath.size(); i++) {
            if (parts.length == inPath.size()) {
                values.putIfAbsent(inPath.get(i).getName(), parts[i]);
            } else if (inPath.get(i).isRequired()) {
                values.putIfAbsent(inPath.get(i).getName(), endpoint.path());
            }
        }
        return values;
    }

    private static boolean matches(EndpointOptionModel option, String name) {
        return option.getName().equals(name)
                || (option.isMultiValue() && option.getPrefix() != null && name.startsWith(option.getPrefix()));
    }
}
