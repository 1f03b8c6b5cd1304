package dev.jwebhooks.delivery;

import dev.jwebhooks.outbound.Answer.Answered;
import dev.jwebhooks.outbound.Header;
import java.util.Arrays;

/**
 * What is kept of an endpoint's answer, for its account to look at: a line for each header, an empty line, and the
 * body, {@value #MOST_OF_EACH} bytes of either at most. In a header, what is no printable ASCII is a {@code ?}.
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record AnswerText(byte[] bytes) {
    static final int MOST_OF_EACH = 4 * 1024;

    static AnswerText of(Answered answer) {
        int body = Math.min(answer.body().length, MOST_OF_EACH);
        byte[] text = new byte[sizeOfHeaders(answer) + 1 + body];
        int end = 0;
        for (Header header : answer.headers()) {
            int size = sizeOf(header);
            // A header is there whole or not at all.
            if (end + size <= text.length - 1 - body) {
                end = line(header, text, end);
            }
        }
        text[end++] = '\n';
        System.arraycopy(answer.body(), 0, text, end, body);
        return new AnswerText(end + body == text.length ? text : Arrays.copyOf(text, end + body));
    }

    private static int sizeOfHeaders(Answered answer) {
        int size = 0;
        for (Header header : answer.headers()) {
            size += sizeOf(header);
        }
        return Math.min(size, MOST_OF_EACH);
    }

    private static int sizeOf(Header header) {
        return header.name().length() + ": ".length() + header.value().length() + 1;
    }

    private static int line(Header header, byte[] text, int from) {
        int end = printable(header.name(), text, from);
        text[end++] = ':';
        text[end++] = ' ';
        end = printable(header.value(), text, end);
        text[end++] = '\n';
        return end;
    }

    private static int printable(String part, byte[] text, int from) {
        for (int i = 0; i < part.length(); i++) {
            char character = part.charAt(i);
            text[from + i] = (byte) (character >= ' ' && character <= '~' ? character : '?');
        }
        return from + part.length();
    }
}
