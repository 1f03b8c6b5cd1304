package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command of {@code docs/api.md}, in its order: the status and the shape of each answer are as documented. */
class ApiDocTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(?<command>.*?)```\\n```json (?<status>\\d+)\\n(?<answer>.*?)```", Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A command with the answer that the page shows. */
    private record Example(String command, int status, String answer) {}

    @Test
    void every_command_answers_as_the_page_shows() throws IOException {
        Shell.require("curl");
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(20);
        try (RunningService service = RunningService.start(Databases.create());
                Receiver receiver = Receiver.start()) {
            Map<String, String> variables = variables(service, receiver);
            for (Example example : examples) {
                JsonNode answer = run(example, variables);
                remember(example, answer, variables);
            }
        }
    }

    @Test
    void every_call_is_on_the_page() throws IOException {
        String page = Files.readString(Path.of("docs/api.md"));
        assertThat(List.of(
                        "/v1/accounts?",
                        "-X PATCH \"$JW/v1/account\"",
                        "-X DELETE \"$JW/v1/account/",
                        "-X DELETE \"$JW/v1/accounts\"",
                        "/v1/account/reset/apikey",
                        "/v1/account/reset/secretkey",
                        "/v1/webhook/registration\"",
                        "-X PATCH \"$JW/v1/webhook/registration/",
                        "-X DELETE \"$JW/v1/webhook/registration/",
                        "-X DELETE \"$JW/v1/webhook/registrations\"",
                        "/v1/webhook/subscription/",
                        "-X DELETE \"$JW/v1/webhook/subscription/",
                        "-X DELETE \"$JW/v1/webhook/subscriptions\"",
                        "/v1/webhook/triggered/",
                        "/v1/webhook/triggered?"))
                .allSatisfy(call -> assertThat(page).contains(call));
    }

    private static List<Example> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/api.md")))
                .results()
                .map(found -> new Example(
                        found.group("command"), Integer.parseInt(found.group("status")), found.group("answer")))
                .toList();
    }

    private static Map<String, String> variables(RunningService service, Receiver receiver) {
        Api api = service.api();
        TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));
        // The page calls the admin by the name of the one made at the start, whose key is shown to people alone.
        service.database()
                .sql("update accounts set username = 'first-admin' where username = 'admin'")
                .update();
        service.database()
                .sql("update accounts set username = 'admin' where username = ?")
                .param(admin.username())
                .update();
        Map<String, String> variables = new HashMap<>();
        variables.put("JW", "http://127.0.0.1:" + service.port());
        variables.put("ADMIN_KEY", admin.apiKey());
        variables.put("ENDPOINT", receiver.url("/anna"));
        return variables;
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
