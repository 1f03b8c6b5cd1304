package dev.jwebhooks.pywebhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {
    @TempDir
    private Path folder;

    @Test
    void a_dump_is_found_in_its_own_folder_and_in_those_above() throws IOException {
        table("rethinkdb_dump_2026/pywebhooks/accounts.json");

        for (String named : List.of("", "rethinkdb_dump_2026", "rethinkdb_dump_2026/pywebhooks")) {
            assertThat(Dump.find(folder.resolve(named)).files()).containsOnlyKeys(DumpTable.ACCOUNTS);
        }
    }

    @Test
    void other_files_and_databases_are_of_no_matter() throws IOException {
        table("pywebhooks/accounts.json");
        table("pywebhooks/accounts.info");
        table("other/things.json");

        assertThat(Dump.find(folder).files()).containsOnlyKeys(DumpTable.ACCOUNTS);
    }

    @Test
    void two_databases_are_refused_as_nobody_knows_which_is_meant() throws IOException {
        table("one/accounts.json");
        table("two/accounts.json");

        assertThatThrownBy(() -> Dump.find(folder))
                .isInstanceOf(UnusableDump.class)
                .hasMessageContaining("name the folder of one");
    }

    @Test
    void a_table_in_two_formats_is_refused() throws IOException {
        table("one/accounts.json");
        table("one/accounts.csv");

        assertThatThrownBy(() -> Dump.find(folder))
                .isInstanceOf(UnusableDump.class)
                .hasMessageContaining("twice");
    }

    @Test
    void what_holds_no_dump_is_refused_with_what_to_do() throws IOException {
        Path archive = table("rethinkdb_dump_2026.tar.gz");

        assertThatThrownBy(() -> Dump.find(folder)).hasMessageContaining("holds no table of PyWebhooks");
        assertThatThrownBy(() -> Dump.find(archive)).hasMessageContaining("tar xzf");
    }

    private Path table(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
