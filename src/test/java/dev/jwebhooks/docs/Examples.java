package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of a page of the documentation, each with the answer that the page shows. */
final class Examples {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(?<command>.*?)```\\n```json (?<status>\\d+)\\n(?<answer>.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Example(String command, int status, String answer) {}

    private final List<Example> examples;

    private Examples(List<Example> examples) {
        this.examples = examples;
    }

    static Examples of(Path page) throws IOException {
        return new Examples(EXAMPLE.matcher(Files.readString(page))
                .results()
                .map(found -> new Example(
                        found.group("command"), Integer.parseInt(found.group("status")), found.group("answer")))
                .toList());
    }

    int count() {
        return examples.size();
    }

    /**
     * Runs them in their order: the status and the shape of each answer are as shown, and errors word for word. The ids
     * and keys of what is made become variables for those that follow.
     */
    void run(Map<String, String> variables) {
        for (Example example : examples) {
            JsonNode answer = run(example, variables);
            remember(example, answer, variables);
        }
    }

    private static JsonNode run(Example example, Map<String, String> variables) {
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

    private static void remember(Example example, JsonNode answer, Map<String, String> variables) {
        if (example.status != 201) {
            return;
        }
        String id = answer.path("id").asString();
        if (answer.has("api_key")) {
            variables.put("ACCOUNT", id);
            variables.put("KEY", answer.path("api_key").asString());
        } else if (answer.has("event")) {
            variables.put("REGISTRATION", id);
        } else if (answer.has("account_id")) {
            variables.put("SUBSCRIPTION", id);
        }
    }
}
