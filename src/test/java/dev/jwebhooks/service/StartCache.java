package dev.jwebhooks.service;

import dev.jwebhooks.JWebhooks;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What makes the many starts of a service in the tests take half their processor time: its classes, as one trial start
 * left them (JEP 350; the ahead-of-time cache of JEP 514 is as quick to use and takes half as long again to make). It
 * is made once for each JVM of tests, as the JDK takes classes into it from jars alone and only where the class path
 * stays the same.
 */
final class StartCache {
    private final Path folder;
    private final String classPath;

    private StartCache(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** The options that have a JVM use it. */
    static List<String> options() {
        return Made.CACHE.with("-XX:SharedArchiveFile=");
    }

    private List<String> with(String use) {
        // Where the cache is of no use, a start is slow and says nothing.
        return List.of(use + folder.resolve("start.jsa"), "-Xlog:aot=off", "-Xlog:cds=off", "-cp", classPath);
    }

    private static StartCache make() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "start-cache");
            StartCache cache = new StartCache(folder, jarsOnly(folder));
            cache.train();
            return cache;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void train() {
        List<String> jvm = new ArrayList<>(ServiceProcess.SOON_UP);
        jvm.addAll(with("-XX:ArchiveClassesAtExit="));
        ServiceProcess trial = ServiceProcess.launch(
                JWebhooks.class,
                folder,
                jvm,
                List.of("--spring.datasource.url=" + Databases.create(), "--spring.datasource.username=postgres"));
        trial.awaitHealthy().askToStop();
        // The JDK writes the cache before it ends, and other tests use the processors, too.
        trial.awaitExit(Duration.ofMinutes(5));
    }

    private static String jarsOnly(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        while (entries.hasMoreTokens()) {
            String entry = entries.nextToken();
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? jar(path, folder.resolve(jars.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path path : tree.toList()) {
                // Folders too: class path scanning finds nothing in a jar without them.
                String name = classes.relativize(path) + (Files.isDirectory(path) ? "/" : "");
                entries.putNextEntry(new JarEntry(name));
                if (Files.isRegularFile(path)) {
                    Files.copy(path, entries);
                }
            }
        }
        return jar.toString();
    }

    /** Once, by the first who asks; others wait for it. */
    private static final class Made {
        static final StartCache CACHE = make();
    }
}
