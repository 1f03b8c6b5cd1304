package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A page of the documentation that shows commands, each with its answer. */
record Page(String text) {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(?<command>.*?)```\\n```json (?<status>\\d+)\\n(?<answer>.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A command with the answer that the page shows. */
    record Example(String command, int status, String answer) {
        private static final Pattern METHOD = Pattern.compile(" -X ([A-Z]+) ");
        private static final Pattern PATH = Pattern.compile("\\$JW(/[^\"? ]*)");
        private static final Pattern VARIABLE = Pattern.compile("\\$[A-Z]+");

        /** Such as {@code GET /v1/account/{id}}. */
        String call() {
            Matcher path = PATH.matcher(command);
            assertThat(path.find()).as(command).isTrue();
            return method() + " " + VARIABLE.matcher(path.group(1)).replaceAll("{id}");
        }

        private String method() {
            Matcher named = METHOD.matcher(command);
            if (named.find()) {
                return named.group(1);
            }
            return command.contains(" -d ") ? "POST" : "GET";
        }
    }

    static Page read(String name) throws IOException {
        return new Page(Files.readString(Path.of("docs", name)));
    }

    List<Example> examples() {
        return EXAMPLE.matcher(text)
                .results()
                .map(found -> new Example(
                        found.group("command"), Integer.parseInt(found.group("status")), found.group("answer")))
                .toList();
    }

    /** All that its commands call. */
    Set<String> calls() {
        return examples().stream().map(Example::call).collect(Collectors.toSet());
    }

    /**
     * Runs every command in its order: the status is as the page shows it, and the answer, but for what differs from
     * one run to the next. What is there twice, command and answer, is answered the same twice, its ids and times too.
     * The ids and keys of what is made become variables for the commands that follow.
     *
     * @param given what the first command may use
     */
    void run(Map<String, String> given) {
        Shell.require("curl", "no command of this page was run: nothing tells whether the page is right");
        Map<String, String> variables = new HashMap<>(given);
        Map<Example, JsonNode> answers = new HashMap<>();
        for (Example example : examples()) {
            JsonNode answer = answer(example, variables);
            assertThat(answer).as("again " + example.command).isEqualTo(answers.getOrDefault(example, answer));
            answers.put(example, answer);
            remember(example, answer, variables);
        }
    }

    private static void remember(Example example, JsonNode answer, Map<String, String> variables) {
        if (answer.path("next").isString()) {
            variables.put("CURSOR", answer.path("next").asString());
        }
        if (example.status != 201) {
            return;
        }
        String id = answer.path("id").asString();
        if (answer.has("api_key")) {
            variables.put("ACCOUNT", id);
            variables.put("KEY", answer.path("api_key").asString());
        } else if (answer.has("resent")) {
            variables.put("RECOVERY", id);
        } else if (answer.has("event")) {
            variables.put("REGISTRATION", id);
        } else if (answer.has("account_id")) {
            variables.put("SUBSCRIPTION", id);
        }
    }

    /** What is only looked at may need a moment to become as shown, which a reader takes to go on. */
    private static JsonNode answer(Example example, Map<String, String> variables) {
        if (!example.method().equals("GET")) {
            return checked(example, variables);
        }
        AtomicReference<JsonNode> answer = new AtomicReference<>(MissingNode.getInstance());
        await().untilAsserted(() -> answer.set(checked(example, variables)));
        return answer.get();
    }

    private static JsonNode checked(Example example, Map<String, String> variables) {
        String withStatus = example.command.replaceFirst("curl -s ", "curl -s -w '\\\\n%{http_code}' ");
        String output = Shell.run(variables, "bash", "-c", withStatus);
        int end = output.lastIndexOf('\n');
        String body = output.substring(0, end);
        assertThat(output.substring(end + 1)).as(example.command + body).isEqualTo(Integer.toString(example.status));
        JsonNode answer = JSON.readTree(body.isBlank() ? "{}" : body);
        assertThat(Form.of(answer)).as(example.command).isEqualTo(Form.of(example.answer));
        return answer;
    }
}
