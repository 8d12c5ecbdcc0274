package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringBootVersion;

/** What it was measured on. */
final class Machine {

    private Machine() {}

    /** Names and values, sorted. */
    static Map<String, String> describe(Installation installation) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("Processor", field("/proc/cpuinfo", "model name"));
        facts.put("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("Memory", field("/proc/meminfo", "MemTotal"));
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("Spring Boot", SpringBootVersion.getVersion());
        facts.put("Camel", String.valueOf(CamelContext.class.getPackage().getImplementationVersion()));
        facts.put("JVM options, both", String.join(" ", Installation.JVM));
        try (Connection connection = installation.connect("integration");
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select version(), current_setting('fsync'), current_setting('synchronous_commit')")) {
            rows.next();
            facts.put("PostgreSQL", rows.getString(1).replaceFirst("^PostgreSQL (\\S+).*", "$1"));
            facts.put("fsync, synchronous_commit", rows.getString(2) + ", " + rows.getString(3));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return facts;
    }

    /** How many threads wanted to run, on average over the last minute, whatever they belong to. */
    static double load() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static String field(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
