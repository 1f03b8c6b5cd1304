package dev.jwebhooks.trigger;

import dev.jwebhooks.batch.Batches;
import dev.jwebhooks.schema.CheckTime;
import dev.jwebhooks.trigger.Firing.InProgress;
import dev.jwebhooks.trigger.Firing.NotAskedAgain;
import dev.jwebhooks.trigger.Firing.Unchecked;
import dev.jwebhooks.trigger.Firing.Unfit;
import dev.jwebhooks.web.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Fires webhooks with what is the messages' own, apart from {@link Triggers}: who fires what is registered never waits
 * for others' messages of a megabyte.
 */
@Component
class Messages {
    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    // All of them are a little more than a second.
    private static final long FIRST_PAUSE_MS = 10;
    private static final long LAST_PAUSE_MS = 640;

    private static final int UNAVAILABLE = 503;

    private final BatchFiring firing;
    private final MessageStore store;
    private final MessageSchemas schemas;
    private final Batches<Message, Answer> single = new Batches<>(BatchFiring.AT_ONCE, BatchFiring.LARGEST, this::fire);
    private final Batches<List<Message>, List<Answer>> lists =
            new Batches<>(BatchFiring.AT_ONCE, 1, one -> List.of(fire(one.getFirst())));

    Messages(BatchFiring firing, MessageStore store, MessageSchemas schemas) {
        this.firing = firing;
        this.store = store;
        this.schemas = schemas;
    }

    /** Fires one; who comes again with its key is answered as the first time. */
    TriggeredView send(Message message) {
        Answer answer = settled(List.of(message), schemas.time(), one -> List.of(single.call(one.getFirst())))
                .getFirst();
        return answer.view(message.shot());
    }

    /** The same for many, all that can be fired at once by one statement; an answer for each, in their order. */
    List<Answer> sendAll(List<Message> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        CheckTime time = schemas.time();
        return settled(schemas.checkedAhead(messages, time), time, lists::call);
    }

    private List<Answer> fire(List<Message> messages) {
        return firing.fire(messages.size(), (now, chunk) -> store.fire(messages, now, chunk));
    }

    private interface Attempt {
        List<Answer> fire(List<Message> messages);
    }

    /**
     * Fires, and asks again for those whose data has to be checked first, and for those whose key is in progress. What
     * fired stays so when that fails: who is told that nothing did would fire it twice.
     */
    private List<Answer> settled(List<Message> messages, CheckTime time, Attempt attempt) {
        List<Message> asked = new ArrayList<>(messages);
        List<Answer> answers = new ArrayList<>(attempt.fire(asked));
        try {
            askAgain(asked, answers, time, attempt);
        } catch (RuntimeException failed) {
            List<Integer> open = open(answers);
            Refused why = Refused.after(failed);
            log.atLevel(why.statusCode() == UNAVAILABLE ? Level.WARN : Level.ERROR)
                    .log(
                            "{} of {} messages of a call are answered {}",
                            open.size(),
                            answers.size(),
                            why.statusCode(),
                            failed);
            open.forEach(i -> answers.set(
                    i, new Answer(new NotAskedAgain(why), answers.get(i).epoch())));
        }
        return answers;
    }

    /** Those whose key is in progress are waited for here, where no batch waits too. */
    private void askAgain(List<Message> asked, List<Answer> answers, CheckTime time, Attempt attempt) {
        for (long pause = FIRST_PAUSE_MS; pause <= LAST_PAUSE_MS; pause *= 2) {
            checkUnchecked(asked, answers, time);
            List<Integer> open = open(answers);
            if (open.isEmpty()) {
                break;
            }
            pauseForOthers(open, answers, pause);
            List<Answer> again = attempt.fire(open.stream().map(asked::get).toList());
            for (int i = 0; i < open.size(); i++) {
                answers.set(open.get(i), again.get(i));
            }
        }
    }

    private void checkUnchecked(List<Message> asked, List<Answer> answers, CheckTime time) {
        for (int i = 0; i < asked.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.firing() instanceof Unchecked(var schema)) {
                Message checked = schemas.checked(asked.get(i), schema, time);
                asked.set(i, checked);
                if (checked.fit() instanceof Fit.Unfit unfit) {
                    answers.set(i, new Answer(new Unfit(unfit.why()), answer.epoch()));
                }
            }
        }
    }

    private static List<Integer> open(List<Answer> answers) {
        return IntStream.range(0, answers.size())
                .filter(i -> isInProgress(answers.get(i)) || answers.get(i).firing() instanceof Unchecked)
                .boxed()
                .toList();
    }

    private static boolean isInProgress(Answer answer) {
        return answer.firing() instanceof InProgress;
    }

    private static void pauseForOthers(List<Integer> open, List<Answer> answers, long ms) {
        if (open.stream().map(answers::get).anyMatch(Messages::isInProgress)) {
            try {
                Thread.sleep(ms);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
