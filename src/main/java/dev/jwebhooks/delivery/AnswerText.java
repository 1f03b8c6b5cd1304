package dev.jwebhooks.delivery;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.outbound.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is kept of an endpoint's answer, for its account to look at: a line for each header, an empty line, and the
 * body, {@value #MOST_OF_EACH} bytes of either at most.
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record AnswerText(byte[] bytes) {
    static final int MOST_OF_EACH = 4 * 1024;

    static AnswerText of(Answered answer) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        for (Header header : answer.headers()) {
            byte[] line = (header.name() + ": " + header.value() + "\n").getBytes(StandardCharsets.US_ASCII);
            // A header is there whole or not at all.
            if (text.size() + line.length <= MOST_OF_EACH) {
                text.writeBytes(line);
            }
        }
        text.write('\n');
        text.write(answer.body(), 0, Math.min(answer.body().length, MOST_OF_EACH));
        return new AnswerText(text.toByteArray());
    }
}
