package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.RoutesMap;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.List;

/** {@code routes/README.md} shows the routes and knobs as they are. */
public final class RoutesMapFresh implements Rule {

    @Override
    public List<Finding> check(Project project) {
        return project.text(RoutesMap.PATH).equals(RoutesMap.write(project))
                ? List.of()
                : List.of(new Finding(
                        RoutesMap.PATH, "is stale", "run: mvn test -Dtest=HouseRulesTest -Dupdate-docs=true"));
    }
}
