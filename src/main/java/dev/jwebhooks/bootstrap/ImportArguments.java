package dev.jwebhooks.bootstrap;

import dev.jwebhooks.pywebhooks.UnusableDump;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of an import.
 *
 * @param folder where the dump is
 * @param dryRun whether nothing is to be written
 * @param others what is not about the import, such as the database's address
 */
record ImportArguments(Path folder, boolean dryRun, List<String> others) {
    private static final String IMPORT = "--import";
    private static final String DRY_RUN = "--dry-run";

    /** Both ways to give a folder. */
    static boolean areIn(String... arguments) {
        return Stream.of(arguments).anyMatch(argument -> argument.equals(IMPORT) || argument.startsWith(IMPORT + "="));
    }

    static ImportArguments of(String... arguments) {
        List<String> others = new ArrayList<>(List.of(arguments));
        boolean dryRun = others.remove(DRY_RUN);
        return new ImportArguments(Path.of(takeFolder(others)), dryRun, List.copyOf(others));
    }

    private static String takeFolder(List<String> arguments) {
        int flag = arguments.indexOf(IMPORT);
        if (flag >= 0 && flag + 1 < arguments.size() && !arguments.get(flag + 1).startsWith("--")) {
            arguments.remove(flag);
            return arguments.remove(flag);
        }
        String together = arguments.stream()
                .filter(argument -> argument.startsWith(IMPORT + "="))
                .findFirst()
                .orElseThrow(() -> new UnusableDump("name the folder of the dump: --import DIR"));
        arguments.remove(together);
        return together.substring(IMPORT.length() + 1);
    }
}
