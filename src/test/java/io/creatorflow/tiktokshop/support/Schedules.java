package io.creatorflow.tiktokshop.support;

import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** Does what a schedule does when its time has come. */
public final class Schedules {

    private Schedules() {}

    /** Fires the schedules whose names contain this. */
    public static void fire(CamelContext camel, String name) throws SchedulerException {
        Scheduler scheduler =
                camel.getComponent("quartz", QuartzComponent.class).getScheduler();
        for (JobKey job : scheduler.getJobKeys(GroupMatcher.anyGroup())) {
            if (job.getName().contains(name)) {
                scheduler.triggerJob(job, scheduler.getTriggersOfJob(job).get(0).getJobDataMap());
            }
        }
    }
}
