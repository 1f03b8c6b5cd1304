package dev.jwebhooks.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.web.Problem;
import dev.jwebhooks.web.Refused;
import java.util.List;
import java.util.Locale;

/**
 * One check of data against a schema. The library counts its steps and their depth, but not the time of a step, and
 * keeps all errors; this does the rest.
 */
final class Check extends ExecutionContext {
    /** Each level of data may take a few of a schema: the keyword's, a reference's, an alternative's. */
    private static final int DEEPEST = 512;

    private static final int MOST_PROBLEMS = 10;
    private static final int LONGEST_REASON = 200;

    private final long start = System.nanoTime();
    private final CheckTime time;

    Check(SchemaSettings settings, CheckTime time) {
        super(ExecutionConfig.builder()
                .locale(Locale.ROOT)
                .annotationCollectionEnabled(false)
                .formatAssertionsEnabled(false)
                .maxEvaluationSteps(settings.maxSteps())
                .maxEvaluationDepth(DEEPEST)
                .build());
        this.time = time;
    }

    /** Refuses (422) data that does not fit, in these words and with the first places and reasons. */
    void run(Schema schema, JsonValue data, String whenUnfit) {
        try {
            schema.validate(this, Trees.of(data));
        } catch (ValidationLimitExceededException | TooCostly bound) {
            throw tooCostly(bound);
        } catch (SchemaException unusable) {
            throw SchemaCompiler.unusable(unusable);
        } finally {
            time.spend(System.nanoTime() - start);
        }
        List<Problem> problems =
                getErrors().stream().limit(MOST_PROBLEMS).map(Check::problem).toList();
        if (!problems.isEmpty()) {
            throw Refused.unprocessable(whenUnfit, problems);
        }
    }

    private static Refused tooCostly(RuntimeException bound) {
        return Refused.unprocessable(
                "Checking against the event_schema takes too much; send a simpler schema or less data",
                List.of(new Problem("", shortened(String.valueOf(bound.getMessage())))));
    }

    private static Problem problem(Error error) {
        return new Problem(
                shortened(String.valueOf(error.getInstanceLocation())), shortened(String.valueOf(error.getMessage())));
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    /** Called before each keyword. */
    @Override
    public void evaluationPathAddLast(String keyword) {
        if (System.nanoTime() - start > time.leftNanos()) {
            throw new TooCostly("It takes longer than " + time.whole().toMillis() + " ms");
        }
        super.evaluationPathAddLast(keyword);
    }

    /** What has so many errors does not fit, of an alternative as of all; more would only take memory. */
    @Override
    public void addError(Error error) {
        if (getErrors().size() < MOST_PROBLEMS) {
            super.addError(error);
        }
    }
}
