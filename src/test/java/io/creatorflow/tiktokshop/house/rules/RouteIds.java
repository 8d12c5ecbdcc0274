package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Flow;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A route is found by its file: its id is the file's name, or begins with it, and says what it does, verb first. */
public final class RouteIds implements Rule {

    private static final Set<String> VERBS = Set.of(
            ("accept acknowledge answer append apply authorize build call cancel change check claim clean close collect compare complete connect count create "
                            + "deliver discard end erase examine exchange expire export fetch forget forward handle heal hold import "
                            + "keep limit list look mark measure merge move name notify open park pause ping poll post probe publish pull "
                            + "purge put read receive reconcile record redeliver refresh register reject release "
                            + "renew repair replay report request resolve resume retry return revoke ring rotate route run save schedule search send "
                            + "serve settle show start stop store sweep sync take tell tidy unpark update verify wake watch write")
                    .split(" "));

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Flow flow : project.flows()) {
            if (flow.kind() == Flow.Kind.KAMELET) {
                continue;
            }
            String id = flow.id();
            String path = flow.file().path();
            if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                findings.add(new Finding(path, "the id '" + id + "' is not kebab-case", "write-it-like-this"));
            }
            if (!known.add(id)) {
                findings.add(new Finding(path, "the id '" + id + "' exists twice", "give it another"));
            }
            if (flow.kind() == Flow.Kind.ROUTE) {
                route(id, flow.file().name(), path, findings);
            }
        }
        return findings;
    }

    private static void route(String id, String file, String path, List<Finding> findings) {
        if (!id.equals(file) && !id.startsWith(file + "-")) {
            findings.add(new Finding(
                    path, "the route id '" + id + "' does not tell its file", "begin it with '" + file + "'"));
        }
        if (!VERBS.contains(id.replaceFirst("-.*", ""))) {
            findings.add(new Finding(
                    path,
                    "the route id '" + id + "' does not begin with a verb",
                    "say what the route does; a verb that is missing in RouteIds may be added there"));
        }
    }
}
