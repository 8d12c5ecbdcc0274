package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.List;
import java.util.regex.Pattern;

/** The integration logs; only what a person starts at a terminal prints there. */
public final class QuietConsole implements Rule {

    private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)\\b|printStackTrace\\(");
    private static final Pattern MAY_PRINT = Pattern.compile(
            ".*/(sandbox|development|benchmark)/.*|.*/(TikTokShopIntegration|settings/StartFailure|operations/CreateKey|authorization/ReencryptTokens)\\.java");

    @Override
    public List<Finding> check(Project project) {
        return project.mainSources().stream()
                .filter(source -> !MAY_PRINT.matcher(source).matches())
                .filter(source -> PRINTS.matcher(project.text(source)).find())
                .map(source -> new Finding(source, "prints to the console", "use a logger"))
                .toList();
    }
}
