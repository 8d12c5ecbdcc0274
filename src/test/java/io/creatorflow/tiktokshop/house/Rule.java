package io.creatorflow.tiktokshop.house;

import java.util.List;

/** One house rule. It reads a project from disk and needs neither Spring nor a running Camel. */
public interface Rule {

    /**
     * Looks for breaches.
     *
     * @return what is wrong; empty when the project keeps the rule
     */
    List<Finding> check(Project project);

    /** The rule's name, which is also its folder of planted faults: {@code StepIds} is {@code step-ids}. */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
