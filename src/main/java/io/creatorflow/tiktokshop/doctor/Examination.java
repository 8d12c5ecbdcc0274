package io.creatorflow.tiktokshop.doctor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one run of the doctor has found so far. */
public final class Examination {

    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    /** Something is as it has to be. */
    void good(String about, String check, String says) {
        findings.add(new Finding(about, check, true, says));
    }

    /** Something has to be mended. */
    void bad(String about, String check, String mend) {
        findings.add(new Finding(about, check, false, mend));
    }

    /** One or the other. */
    void judge(boolean ok, String about, String check, String good, String mend) {
        findings.add(new Finding(about, check, ok, ok ? good : mend));
    }

    /** All findings, in the order in which they were made. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether something was examined and nothing has to be mended. */
    public boolean isGood() {
        return !findings.isEmpty() && findings.stream().allMatch(Finding::ok);
    }
}
