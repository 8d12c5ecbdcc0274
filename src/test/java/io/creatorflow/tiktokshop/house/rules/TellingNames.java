package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.List;
import java.util.regex.Pattern;

/** A name says what a thing is: no Util, Helper, Manager, Impl or Common, as a type or as a package. */
public final class TellingNames implements Rule {

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*/(\\w*(Util|Utils|Helper|Helpers|Manager|Impl)|Abstract\\w+|Common\\w*)\\.java"
                    + "|.*/(util|utils|helper|helpers|common|impl|manager|misc)/.*");

    @Override
    public List<Finding> check(Project project) {
        return project.mainSources().stream()
                .filter(source -> EMPTY_NAME.matcher(source).matches())
                .map(source -> new Finding(source, "a name that says nothing", "name it by what it does"))
                .toList();
    }
}
