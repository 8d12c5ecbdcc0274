package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Each link of a page leads to a file of the project, and where it names a heading, to one that the page has. */
public final class DocumentLinks implements Rule {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Override
    public List<Finding> check(Project project) {
        List<Finding> findings = new ArrayList<>();
        pages(project)
                .forEach(page -> LINK.matcher(CODE.matcher(project.text(page)).replaceAll("code"))
                        .results()
                        .map((MatchResult link) -> link.group(1))
                        .filter(link -> !ELSEWHERE.matcher(link).matches() && !leads(link, page, project))
                        .map(link ->
                                new Finding(page, "links to " + link + ", which is not there", "mend or remove it"))
                        .forEach(findings::add));
        return findings;
    }

    private static Stream<String> pages(Project project) {
        return Stream.concat(
                Stream.of("README.md", "CHANGELOG.md"),
                Stream.of("docs", "routes")
                        .flatMap(folder -> project.files(folder).stream().filter(file -> file.endsWith(".md"))));
    }

    private static boolean leads(String link, String page, Project project) {
        String[] parts = link.split("#", 2);
        String target = parts[0].isEmpty()
                ? page
                : Path.of(page).resolveSibling(parts[0]).normalize().toString();
        return project.has(target)
                && (parts.length == 1 || headings(project.text(target)).contains(parts[1]));
    }

    /** As the pages' host names them: lower case, blanks as dashes, all else but letters and digits left out. */
    private static List<String> headings(String text) {
        return HEADING.matcher(text)
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
