package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import io.creatorflow.tiktokshop.house.Step;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** No secret is written down: properties name an environment variable, steps name a knob. */
public final class NoSecrets implements Rule {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|password|passphrase|token-?key|api-?key)[^.]*");
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("(\\$\\{[A-Z0-9_]+:?})?");
    private static final Pattern FROM_KNOB = Pattern.compile("\\{\\{[A-Za-z0-9.-]+}}");
    private static final Pattern LOOKS_SECRET =
            Pattern.compile(".*(whsec_|BEGIN [A-Z ]*PRIVATE KEY|\\b[0-9a-f]{40}\\b|://[^/\\s:]+:[^@\\s]+@).*");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        for (String file : List.of("routes/application.properties", "src/main/resources/application.properties")) {
            properties(project, file).forEach((key, value) -> {
                boolean named = SECRET.matcher(key.toString()).matches()
                        && !FROM_ENVIRONMENT.matcher(value.toString()).matches();
                if (named || LOOKS_SECRET.matcher(value.toString()).matches()) {
                    findings.add(new Finding(file, "'" + key + "' holds a secret", "write ${ENV_NAME}"));
                }
            });
        }
        for (Step step : project.steps()) {
            step.endpoint().parameters().forEach((name, value) -> {
                if (SECRET.matcher(name).matches() && !FROM_KNOB.matcher(value).matches()) {
                    findings.add(step.finding("gives '" + name + "' a value of its own", "name a knob"));
                }
            });
        }
        return findings;
    }

    private static Properties properties(Project project, String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(project.text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
