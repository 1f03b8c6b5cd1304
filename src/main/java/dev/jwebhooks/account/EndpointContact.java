package dev.jwebhooks.account;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.outbound.Answer;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.InvalidEndpoint;
import dev.jwebhooks.outbound.OutboundHttp;
import dev.jwebhooks.web.Refused;
import org.springframework.stereotype.Component;

/**
 * The two things an endpoint is asked outside of deliveries, both by GET as in PyWebhooks: to echo a challenge, which
 * proves that whoever names it runs it, and to take a new key.
 */
@Component
class EndpointContact {
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final OutboundHttp http;
    private final AccountSettings settings;

    EndpointContact(OutboundHttp http, AccountSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** Refuses an endpoint (400) that is no URL or does not echo. Returns its URL as it was given. */
    String challenge(String url) {
        Endpoint endpoint = parse(url);
        String echo = RandomKey.next();
        if (!(get(endpoint, "echo", echo) instanceof Answer.Answered answered && echoes(answered, echo))) {
            throw Refused.badRequest("Echo response failed");
        }
        return url;
    }

    /** Sends a new key as {@code ?name=key}; whether the endpoint took it with a 200. */
    boolean takes(String url, String name, String key) {
        return get(parse(url), name, key) instanceof Answer.Answered answered && answered.status() == 200;
    }

    private Answer get(Endpoint endpoint, String name, String value) {
        return http.get(endpoint.withQuery(name, value), settings.challengeTimeout(), LARGEST_ANSWER);
    }

    private static Endpoint parse(String url) {
        try {
            return Endpoint.parse(url);
        } catch (InvalidEndpoint invalid) {
            throw Refused.badRequest(invalid.getMessage());
        }
    }

    private static boolean echoes(Answer.Answered answered, String echo) {
        if (answered.status() != 200 || answered.truncated()) {
            return false;
        }
        try {
            return JsonReader.read(answered.body()) instanceof JsonObject object
                    && object.members().get("echo") instanceof JsonText(String text)
                    && text.equals(echo);
        } catch (InvalidJson notAnEcho) {
            return false;
        }
    }
}
