package dev.jwebhooks.pywebhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonBoolean;
import dev.jwebhooks.json.JsonValue.JsonNull;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.pywebhooks.Entry.Broken;
import dev.jwebhooks.pywebhooks.Entry.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of CSV with the fields' names in its first row. {@code rethinkdb export} writes texts as they are and all else
 * as JSON or as Python prints it, and says of neither which it was; so it goes by the column.
 */
final class CsvRecords implements Records {
    private static final Set<String> NOT_TEXTS = Set.of("epoch", "failed_count", "is_admin", "event_data");

    private final CountedBytes bytes;
    private final CsvCells cells;
    private final List<String> names;
    private long number;

    private CsvRecords(CountedBytes bytes, CsvCells cells, List<String> names) {
        this.bytes = bytes;
        this.cells = cells;
        this.names = names;
    }

    static CsvRecords open(Path file) throws IOException {
        CountedBytes bytes = CountedBytes.of(file);
        CsvCells cells = new CsvCells(bytes);
        List<String> names = cells.nextRow();
        if (names == null || !names.contains("id")) {
            bytes.close();
            throw new UnusableDump(file + " does not begin with a row of the fields' names, id among them");
        }
        return new CsvRecords(bytes, cells, names);
    }

    @Override
    public @Nullable Entry next() throws IOException {
        long before = bytes.taken();
        List<String> row = cells.nextRow();
        if (row == null) {
            return null;
        }
        number++;
        String place = "up to byte " + bytes.taken() + " of the file";
        if (cells.isCutShort()) {
            return new Broken(number, "the file is cut short here; export it again", "a quote has no end, " + place);
        }
        if (cells.isTooLong()) {
            return new Broken(number, "the row is longer than 4 MB", place);
        }
        if (cells.isMalformed()) {
            return new Broken(number, "the row is not valid UTF-8", place);
        }
        if (row.size() != names.size()) {
            return new Broken(number, "the row has not as many cells as there are names", row.size() + ", " + place);
        }
        return new Found(number, fields(row), (int) Math.min(LONGEST_ENTRY, bytes.taken() - before));
    }

    private Map<String, JsonValue> fields(List<String> row) {
        Map<String, JsonValue> fields = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String name = names.get(i);
            fields.put(name, NOT_TEXTS.contains(name) ? value(row.get(i)) : text(name, row.get(i)));
        }
        return fields;
    }

    private static JsonValue text(String name, String cell) {
        // The only field that is a text or null, which is written like a text of these letters.
        return name.equals("endpoint") && cell.equals("null") ? JsonNull.NULL : new JsonText(cell);
    }

    private static JsonValue value(String cell) {
        return switch (cell) {
            case "" -> JsonNull.NULL;
            case "True" -> new JsonBoolean(true);
            case "False" -> new JsonBoolean(false);
            default -> json(cell);
        };
    }

    private static JsonValue json(String cell) {
        try {
            return JsonReader.read(cell.getBytes(UTF_8));
        } catch (InvalidJson text) {
            return new JsonText(cell);
        }
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
