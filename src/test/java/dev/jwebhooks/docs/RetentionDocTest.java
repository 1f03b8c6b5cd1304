package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.RunningService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The query of {@code docs/retention.md}. */
class RetentionDocTest {
    @Test
    void its_query_shows_the_partitions_and_their_sizes() throws IOException {
        List<String> queries = Fence.all(Page.read("retention.md").text()).stream()
                .filter(fence -> fence.language().equals("sql"))
                .map(Fence::text)
                .toList();
        JdbcClient database = RunningService.inProcess().database();

        assertThat(queries).hasSize(1);
        List<Map<String, @Nullable Object>> partitions = database.sql(
                        queries.getFirst().strip().replaceFirst(";$", ""))
                .query()
                .listOfRows();

        assertThat(partitions).hasSizeGreaterThan(2);
        assertThat(partitions).allSatisfy(partition -> {
            assertThat(partition.get("partition")).asString().contains("deliveries_");
            assertThat(partition.get("ids")).asString().matches("FOR VALUES FROM .*|DEFAULT");
            assertThat(partition.get("size")).asString().matches("[0-9]+ (bytes|[kMG]B)");
        });
    }
}
