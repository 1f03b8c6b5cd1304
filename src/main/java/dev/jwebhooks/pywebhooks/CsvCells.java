package dev.jwebhooks.pywebhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) as Python's csv module writes them: a
 * cell with a comma, a quote or a line break is in quotes, and quotes in it are doubled. It is cut at bytes, none of
 * which is part of any other character in UTF-8.
 */
final class CsvCells {
    private static final int END = -1;

    private final InputStream bytes;
    private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private List<String> row = new ArrayList<>();
    private long length;
    private boolean malformed;
    private boolean cutShort;

    CsvCells(InputStream bytes) {
        this.bytes = bytes;
    }

    /** The next row that is not empty; null at the end. */
    @Nullable
    List<String> nextRow() throws IOException {
        row = new ArrayList<>();
        length = 0;
        malformed = false;
        int next = bytes.read();
        while (next == '\n' || next == '\r') {
            next = bytes.read();
        }
        if (next == END) {
            return null;
        }
        while (next != '\n' && next != END) {
            next = takeCell(next);
        }
        return row;
    }

    /** Whether the last row ended within a quote. */
    boolean isCutShort() {
        return cutShort;
    }

    /** Whether the last row was longer than an entry may be, and so is not whole. */
    boolean isTooLong() {
        return length > Records.LONGEST_ENTRY;
    }

    /** Whether the last row was no UTF-8. */
    boolean isMalformed() {
        return malformed;
    }

    /** From its first byte; what follows its end: the next cell's first byte, or the end of the row. */
    private int takeCell(int first) throws IOException {
        int next = first == '"' ? takeQuoted() : first;
        while (next != ',' && next != '\n' && next != END) {
            // A line break of Windows is no part of the last cell.
            if (next != '\r') {
                keep(next);
            }
            next = bytes.read();
        }
        endCell();
        if (next != ',') {
            return next;
        }
        int following = bytes.read();
        if (following == '\n' || following == '\r' || following == END) {
            row.add("");
        }
        return following == '\r' ? bytes.read() : following;
    }

    private void endCell() {
        String text = cell.toString(UTF_8);
        malformed |= !Arrays.equals(text.getBytes(UTF_8), cell.toByteArray());
        row.add(text);
        cell.reset();
    }

    /** What follows the quote at its end. */
    private int takeQuoted() throws IOException {
        while (true) {
            int next = bytes.read();
            if (next == END) {
                cutShort = true;
                return END;
            }
            if (next == '"') {
                next = bytes.read();
                if (next != '"') {
                    return next;
                }
            }
            keep(next);
        }
    }

    private void keep(int next) {
        length++;
        if (length <= Records.LONGEST_ENTRY) {
            cell.write(next);
        }
    }
}
