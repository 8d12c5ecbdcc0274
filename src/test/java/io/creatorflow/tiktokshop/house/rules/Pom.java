package io.creatorflow.tiktokshop.house.rules;

import io.creatorflow.tiktokshop.house.Finding;
import io.creatorflow.tiktokshop.house.Project;
import io.creatorflow.tiktokshop.house.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The build is pinned: every plugin has one exact version, and each direct dependency has its reason on a page. */
public final class Pom implements Rule {

    private static final String REASONS = "docs/decisions/0006-dependencies.md";

    /** Pinned by the parent, spring-boot-starter-parent. */
    private static final Set<String> BY_PARENT = Set.of(
            "maven-compiler-plugin",
            "maven-surefire-plugin",
            "maven-failsafe-plugin",
            "maven-jar-plugin",
            "maven-dependency-plugin",
            "maven-antrun-plugin",
            "maven-resources-plugin",
            "spring-boot-maven-plugin",
            "maven-shade-plugin",
            "build-helper-maven-plugin",
            "exec-maven-plugin",
            "cyclonedx-maven-plugin");

    private static final Pattern PLUGIN = Pattern.compile("<plugin>(.*?)</plugin>", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern LOOSE =
            Pattern.compile("<version>\\s*([\\[(].*|LATEST|RELEASE|.*SNAPSHOT)\\s*</version>");

    @Override
    public List<Finding> check(Project project) {
        String pom = project.text("pom.xml").replaceAll("(?s)<!--.*?-->", "");
        List<Finding> findings = new ArrayList<>();
        for (String plugin : blocks(PLUGIN, pom)) {
            String name = artifact(plugin);
            if (!BY_PARENT.contains(name) && !plugin.contains("<version>")) {
                findings.add(new Finding("pom.xml", "the plugin " + name + " has no version", "pin it"));
            }
            if (LOOSE.matcher(plugin).find() && !plugin.contains("<rules>")) {
                findings.add(new Finding("pom.xml", "the plugin " + name + " has no exact version", "pin it"));
            }
        }
        String unmanaged = pom.replaceAll("(?s)<dependencyManagement>.*?</dependencyManagement>", "");
        String reasons = project.text(REASONS);
        for (String dependency : blocks(DEPENDENCY, PLUGIN.matcher(unmanaged).replaceAll(""))) {
            String name = artifact(dependency);
            if (!reasons.contains("`" + name + "`")) {
                findings.add(new Finding("pom.xml", name + " has no reason", "say why in " + REASONS));
            }
            if (LOOSE.matcher(dependency).find()) {
                findings.add(new Finding("pom.xml", name + " has no exact version", "pin it"));
            }
        }
        return findings;
    }

    private static List<String> blocks(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String artifact(String block) {
        return block.replaceFirst("(?s).*?<artifactId>([^<]+)</artifactId>.*", "$1");
    }
}
