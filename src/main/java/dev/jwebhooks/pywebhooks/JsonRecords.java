package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.pywebhooks.Entry.Broken;
import dev.jwebhooks.pywebhooks.Entry.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file with an array of documents, or with documents alone, one a line. It is cut into documents here, by nothing but
 * their brackets and quotes; {@link JsonReader} then reads each for itself, so that one it refuses costs no other.
 */
final class JsonRecords implements Records {
    private static final int END = -1;
    private static final String CUT_SHORT = "the file is cut short here; export it again";

    private final CountedBytes bytes;
    private final ByteArrayOutputStream document = new ByteArrayOutputStream();
    private long number;
    private boolean inArray;
    private boolean ended;

    private JsonRecords(CountedBytes bytes) {
        this.bytes = bytes;
    }

    static JsonRecords open(Path file) throws IOException {
        return new JsonRecords(CountedBytes.of(file));
    }

    @Override
    public @Nullable Entry next() throws IOException {
        while (!ended) {
            int next = bytes.read();
            switch (next) {
                case '{' -> {
                    return document();
                }
                case '[' -> inArray = true;
                case ']' -> inArray = false;
                case END -> {
                    ended = true;
                    return inArray ? broken(CUT_SHORT, "there is no closing bracket") : null;
                }
                default -> {
                    if (!isBetweenDocuments(next)) {
                        ended = true;
                        return broken("from here on the file is no array of documents", "a byte " + next);
                    }
                }
            }
        }
        return null;
    }

    private static boolean isBetweenDocuments(int next) {
        // The last three are the mark of UTF-8 that some editors put at the start.
        return next == ','
                || next == ' '
                || next == '\n'
                || next == '\r'
                || next == '\t'
                || next == 0xEF
                || next == 0xBB
                || next == 0xBF;
    }

    private Entry document() throws IOException {
        long start = bytes.taken();
        document.reset();
        if (!takeDocument()) {
            ended = true;
            return broken(CUT_SHORT, "a document that begins here has no end");
        }
        long length = bytes.taken() - start + 1;
        if (length > LONGEST_ENTRY) {
            return broken("the document is longer than 4 MB", length + " bytes");
        }
        return read(document.toByteArray());
    }

    /** Up to its closing bracket; false where the file ends before. */
    private boolean takeDocument() throws IOException {
        keep('{');
        boolean quoted = false;
        for (int depth = 1; depth > 0; ) {
            int next = bytes.read();
            if (next == END) {
                return false;
            }
            keep(next);
            if (next == '"') {
                quoted = !quoted;
            } else if (quoted && next == '\\') {
                keep(Math.max(0, bytes.read()));
            } else if (!quoted) {
                depth += deeper(next);
            }
        }
        return true;
    }

    private static int deeper(int next) {
        return switch (next) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }

    private void keep(int next) {
        if (document.size() < LONGEST_ENTRY) {
            document.write(next);
        }
    }

    private Entry read(byte[] json) {
        try {
            // What begins with a curly bracket is an object, or invalid.
            JsonObject object = (JsonObject) JsonReader.read(json);
            return new Found(++number, object.members(), json.length);
        } catch (InvalidJson invalid) {
            return broken("the document is no valid JSON", String.valueOf(invalid.getMessage()));
        }
    }

    private Broken broken(String reason, String detail) {
        return new Broken(++number, reason, detail + ", up to byte " + bytes.taken() + " of the file");
    }

    @Override
    public long bytesRead() {
        return bytes.taken();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
