package io.creatorflow.tiktokshop.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.springframework.util.FileSystemUtils;

/**
 * A bug planted on purpose: a few words of the real sources or routes replaced, compiled, and put before the packaged
 * classes. The replaced text has to be there exactly once, so that a plant cannot outlive the code it was made for.
 */
final class Plant {

    /** No bug: the jar as it is. */
    static final Plant NONE = new Plant("none");

    private static final Path SOURCES = Path.of("src/main/java/io/creatorflow/tiktokshop");
    private static final Path ROUTES = Path.of("routes");

    private final String name;
    private final Path home;
    private final List<Path> changedSources = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private boolean changedRoutes;

    private Plant(String name) {
        this.name = name;
        this.home = Path.of("target/proof/planted", name.replaceAll("[^a-z0-9]+", "-"));
    }

    /** A bug, told in a few words. */
    static Plant bug(String name) {
        Plant plant = new Plant(name);
        try {
            FileSystemUtils.deleteRecursively(plant.home);
            Files.createDirectories(plant.home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plant;
    }

    String name() {
        return name;
    }

    boolean isBug() {
        return this != NONE;
    }

    /** Replaces text in a source file, named from the root package on. */
    Plant in(String source, String text, String instead) {
        Path twin = home.resolve("src").resolve(source);
        Path from = changedSources.contains(twin) ? twin : SOURCES.resolve(source);
        write(twin, replaced(from, text, instead));
        if (!changedSources.contains(twin)) {
            changedSources.add(twin);
        }
        return this;
    }

    /** Replaces text in a file of the routes folder, of which this plant gets a copy of its own. */
    Plant inRoute(String file, String text, String instead) {
        if (!changedRoutes) {
            try {
                FileSystemUtils.copyRecursively(ROUTES, home.resolve("routes"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            changedRoutes = true;
        }
        Path twin = home.resolve("routes").resolve(file);
        write(twin, replaced(twin, text, instead));
        return this;
    }

    /** Sets a knob wrong. */
    Plant with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    Map<String, String> settings() {
        return settings;
    }

    Path routes() {
        return (changedRoutes ? home.resolve("routes") : ROUTES).toAbsolutePath();
    }

    /** The compiled twins, if there are any. */
    Optional<Path> classes() {
        if (changedSources.isEmpty()) {
            return Optional.empty();
        }
        Path classes = home.resolve("classes");
        if (!Files.exists(classes)) {
            compile(classes);
        }
        return Optional.of(classes);
    }

    /** A statement as the classes with this bug have it, named by the class, from the root package on, and its constant. */
    String statement(String type, String constant) {
        Optional<Path> twins = classes();
        ClassLoader loader = new ClassLoader(Plant.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Path file = twins.map(folder -> folder.resolve(name.replace('.', '/') + ".class"))
                        .orElse(Path.of("none"));
                try {
                    byte[] code = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
                    return code.length == 0 ? super.loadClass(name, resolve) : defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try {
            Field field = Class.forName("io.creatorflow.tiktokshop." + type, true, loader)
                    .getDeclaredField(constant);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            Arrays.asList(
                                    "-proc:none",
                                    "-parameters",
                                    "-nowarn",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    String.join(File.pathSeparator, PackagedJar.classPath())),
                            null,
                            files.getJavaFileObjectsFromPaths(changedSources))
                    .call();
            assertThat(compiled).as("%s: %s", name, complaints).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String replaced(Path file, String text, String instead) {
        try {
            String whole = Files.readString(file);
            assertThat(whole.split(java.util.regex.Pattern.quote(text), -1))
                    .as("%s: %s has exactly once: %s", name, file, text)
                    .hasSize(2);
            return whole.replace(text, instead);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
