package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every command of {@code docs/api.md}, in its order, and that no call of the service is missing there. */
class ApiDocTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(?<call>[A-Z]+ [^`]+)` \\|.*\\((?<page>[a-z-]+\\.md)[^)]*\\) \\|$", Pattern.MULTILINE);
    private static final Pattern PATH_VARIABLE = Pattern.compile("\\{[^}]+}");

    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Page page = Page.read("api.md");
        assertThat(page.examples()).hasSizeGreaterThan(20);
        try (RunningService service = RunningService.start(Databases.migrated());
                Receiver receiver = Receiver.start()) {
            page.run(Map.of(
                    "JW", "http://127.0.0.1:" + service.port(),
                    "ADMIN_KEY", PageAdmin.join(service, receiver).apiKey(),
                    "ENDPOINT", receiver.url("/anna")));
        }
    }

    @Test
    void every_other_call_is_named_there_with_the_page_that_shows_it() throws IOException {
        Page page = Page.read("api.md");
        Map<String, String> named = ROW.matcher(page.text())
                .results()
                .collect(Collectors.toMap(row -> row.group("call"), row -> row.group("page")));
        Set<String> others = calls(RunningService.inProcess());
        assertThat(others)
                .containsAll(page.calls().stream()
                        .filter(call -> call.contains(" /v1/"))
                        .toList());
        others.removeAll(page.calls());

        assertThat(named.keySet()).isEqualTo(others);
        for (Map.Entry<String, String> row : named.entrySet()) {
            Page other = Page.read(row.getValue());
            assertThat(other.calls().contains(row.getKey()) || other.text().contains("`" + row.getKey() + "`"))
                    .as("%s is on %s", row.getKey(), row.getValue())
                    .isTrue();
        }
    }

    /** As the service itself has them. */
    private static Set<String> calls(RunningService service) {
        return service.parts(RequestMappingHandlerMapping.class).stream()
                .flatMap(mappings -> mappings.getHandlerMethods().keySet().stream())
                .flatMap(ApiDocTest::calls)
                .filter(call -> call.contains(" /v1/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .map(path -> PATH_VARIABLE.matcher(path).replaceAll("{id}"))
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }
}
