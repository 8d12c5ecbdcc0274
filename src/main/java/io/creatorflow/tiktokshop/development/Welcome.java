package io.creatorflow.tiktokshop.development;

/** The first page in the terminal: what runs where, and what to try. */
final class Welcome {

    private static final String ROW = "  %-12s %-22s %s";

    private final Screen screen;
    private final DevelopmentSettings settings;

    Welcome(Screen screen, DevelopmentSettings settings) {
        this.screen = screen;
        this.settings = settings;
    }

    /** The very first line. */
    void begin() {
        screen.line("");
        screen.line("  TikTok Shop Integration System - development");
        screen.line("");
    }

    /** Something takes a moment. */
    void starting(String what) {
        screen.line("  starting " + what + " ...");
    }

    /** Everything runs. */
    void ready(Past past, String shop) {
        screen.line("");
        row("Integration", settings.integration() + "", "see /actuator/health and /actuator/prometheus");
        row("Sandbox", settings.sandbox() + "", "a TikTok Shop and four receivers, in memory");
        row("Database", "data/postgres", past.words());
        row("Routes", settings.routes() + "/", "edit a file, start again, see the change");
        row("Log", settings.log() + "", "");
        settings.elsewhere().forEach((receiver, url) -> screen.line("  " + receiver + " gets its messages at " + url));
        screen.line("");
        screen.line("  " + shop);
        screen.line("  Below: who got what, and how long after TikTok Shop had sent its webhook.");
    }

    /** The story is over, or none is played. */
    void whatToTry() {
        String sandbox = settings.sandbox() + "/sandbox";
        screen.line("");
        screen.line("  Everything runs on. In a second terminal, try:");
        screen.line("");
        screen.line("    an order            curl -X POST " + sandbox + "/shops/" + DemoShop.ID + "/orders");
        screen.line("    one step on         curl -X POST " + sandbox + "/orders/ORDER_ID/move");
        screen.line("    Analytics is down   curl -X PUT  " + sandbox + "/receivers/analytics/fault \\");
        screen.line("                          -H 'Content-Type: application/json' -d '{\"status\": 503}'");
        screen.line("    Analytics is back   curl -X DELETE " + sandbox + "/receivers/analytics/fault");
        screen.line("    connect a shop      open " + settings.integration() + "/authorize in a browser");
        screen.line("");
        screen.line("  Where an order is, and why: docs/02-implementation/operate.md");
        screen.line("  All that the sandbox can do: " + sandbox + "/openapi.json");
        screen.line("  What the receivers get is told here. Ctrl-C stops everything.");
    }

    private void row(String name, String where, String what) {
        screen.line(ROW.formatted(name, where, what));
    }
}
