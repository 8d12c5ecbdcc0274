package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.List;

/** Every package says what it is for and is null-marked, so that NullAway checks it. */
public final class NullMarkedPackages implements Rule {

    @Override
    public List<Finding> check(Project project) {
        return project.mainSources().stream()
                .map(source -> source.substring(0, source.lastIndexOf('/')))
                .distinct()
                .map(folder -> folder + "/package-info.java")
                .filter(info -> !project.text(info).matches("(?s)/\\*\\*.*\\*/\\s*@NullMarked\\s.*"))
                .map(info -> new Finding(info, "no Javadoc with @NullMarked below it", "add both"))
                .toList();
    }
}
