package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalThreadTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"poller", "queue"})
    void a_process_that_ran_out_of_memory_ends_instead_of_looking_well(String thread) {
        ServiceProcess process = ServiceProcess.startSmall(EndedByAnError.class, folder, List.of(thread));

        assertThat(process.outputAtExit(VitalThread.EXIT_CODE))
                .contains("the process ends now")
                .contains("OutOfMemoryError");
    }
}
