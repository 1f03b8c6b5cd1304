package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page of the documentation that shows commands, each with its answer. */
record Page(String text) {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(?<command>.*?)```\\n```json (?<status>\\d+)\\n(?<answer>.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A command with the answer that the page shows. */
    record Example(String command, int status, String answer) {}

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

    /**
     * Runs every command in its order: the status and the shape of each answer are as the page shows them, and errors
     * word for word. The ids and keys of what is made become variables for the commands that follow.
     *
     * @param given what the first command may use
     */
    void run(Map<String, String> given) {
        Shell.require("curl");
        Map<String, String> variables = new HashMap<>(given);
        examples().forEach(example -> remember(example, answer(example, variables), variables));
    }

    private static void remember(Example example, JsonNode answer, Map<String, String> variables) {
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

    private static JsonNode answer(Example example, Map<String, String> variables) {
        String withStatus = example.command.replaceFirst("curl -s ", "curl -s -w '\\\\n%{http_code}' ");
        String output = Shell.run(variables, "bash", "-c", withStatus);
        int end = output.lastIndexOf('\n');
        String body = output.substring(0, end);
        assertThat(output.substring(end + 1)).as(example.command + body).isEqualTo(Integer.toString(example.status));
        JsonNode answer = JSON.readTree(body.isBlank() ? "{}" : body);
        JsonNode shown = JSON.readTree(example.answer.isBlank() ? "{}" : example.answer);
        assertThat(shape(answer)).as(example.command).isEqualTo(shape(shown));
        if (example.status >= 400) {
            assertThat(answer).isEqualTo(shown);
        }
        return answer;
    }

    /** Names and types; of an array its first entry, and null is like a text. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            StringBuilder shape = new StringBuilder("{");
            new TreeSet<>(node.propertyNames())
                    .forEach(name -> shape.append(name)
                            .append(":")
                            .append(shape(node.path(name)))
                            .append(" "));
            return shape.append("}").toString();
        }
        if (node.isArray()) {
            return "[" + (node.isEmpty() ? "" : shape(node.path(0))) + "]";
        }
        return node.isNull() ? "STRING" : node.getNodeType().name();
    }
}
