package io.creatorflow.tiktokshop.sandbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Starts the sandbox alone. */
public final class SandboxApplication {

    private SandboxApplication() {}

    /**
     * Starts a sandbox that runs until the process ends. A start that fails ends the process with status 1 and one line
     * that names the setting and the mend.
     *
     * @param args settings such as {@code --sandbox.port=8090}
     */
    public static void main(String[] args) {
        Map<String, Object> settings = new HashMap<>();
        Arrays.stream(args)
                .filter(arg -> arg.startsWith("--") && arg.contains("="))
                .map(arg -> arg.substring(2).split("=", 2))
                .forEach(pair -> settings.put(pair[0], pair[1]));
        try {
            Sandbox sandbox = Sandbox.start(settings, true);
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
            System.out.println("TikTok Shop sandbox: " + sandbox.uri() + "/sandbox/openapi.json");
        } catch (SandboxNotStarted e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
