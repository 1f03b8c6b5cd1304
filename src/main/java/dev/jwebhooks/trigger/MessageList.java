package dev.jwebhooks.trigger;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.JsonList;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.Refused;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Fires the messages of a list: those that are right by one statement, whatever the others are. */
@Component
class MessageList {
    private static final int LONGEST = 100;
    private static final List<String> FIELDS = List.of("registration_id", "event_data", "idempotency_key");

    private final Messages messages;

    MessageList(Messages messages) {
        this.messages = messages;
    }

    /** What stands at a place of the list. */
    private sealed interface Entry {
        record Right(Message message) implements Entry {}

        record Wrong(Refused why) implements Entry {}
    }

    /** An answer for each message, in their order. */
    List<ListedAnswer> send(Caller caller, JsonList list) {
        if (list.items().isEmpty() || list.items().size() > LONGEST) {
            throw Refused.badRequest("A list must have 1 to " + LONGEST + " messages");
        }
        List<Entry> entries =
                list.items().stream().map(item -> entry(item, caller)).toList();
        Iterator<Answer> answers = messages.sendAll(right(entries)).iterator();
        List<ListedAnswer> listed = new ArrayList<>();
        for (Entry entry : entries) {
            listed.add(
                    switch (entry) {
                        case Entry.Right(var message) -> listed(answers.next(), message);
                        case Entry.Wrong(var why) -> ListedAnswer.of(why);
                    });
        }
        return listed;
    }

    private static List<Message> right(List<Entry> entries) {
        return entries.stream()
                .filter(Entry.Right.class::isInstance)
                .map(entry -> ((Entry.Right) entry).message())
                .toList();
    }

    private static ListedAnswer listed(Answer answer, Message message) {
        try {
            return ListedAnswer.of(answer.view(message.shot()));
        } catch (Refused refused) {
            return ListedAnswer.of(refused);
        }
    }

    private static Entry entry(JsonValue item, Caller caller) {
        if (!(item instanceof JsonObject object)) {
            return new Entry.Wrong(Refused.badRequest("A message must be a JSON object"));
        }
        try {
            return new Entry.Right(message(new JsonBody(object), caller));
        } catch (Refused why) {
            return new Entry.Wrong(why);
        }
    }

    private static Message message(JsonBody body, Caller caller) {
        requireKnown(body);
        UUID registration = PathId.parse(body.text("registration_id"), Answer.UNKNOWN);
        EventData data = body.optional("event_data").map(EventData::of).orElse(null);
        IdempotencyKey key =
                body.optional("idempotency_key").isPresent() ? new IdempotencyKey(body.text("idempotency_key")) : null;
        return Message.of(Shot.of(registration, caller.id()), data, key);
    }

    /** A field that is misspelt would have what is registered sent in its place. */
    private static void requireKnown(JsonBody body) {
        for (String field : body.object().members().keySet()) {
            if (!FIELDS.contains(field)) {
                throw Refused.badRequest("A message has no field " + field + "; there are " + FIELDS);
            }
        }
    }
}
