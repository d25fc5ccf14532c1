package io.breakwater.detect.read;

import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the records in a table (RFC 4180, separated by comma, semicolon or tab) whose first row names the columns. A row
 * becomes an object of texts, without its empty cells; what it stands for is told like that of any other object.
 */
final class CsvCutter {
    private static final int LONGEST_HEADER = 64 << 10;
    private static final byte[] SEPARATORS = {',', ';', '\t'};

    private final Window window;
    private final Items items;
    private final EventRecord record = new EventRecord();
    private Tally tally = Tally.NONE;
    private List<String> columns = List.of();
    private byte separator;

    CsvCutter(Window window, Items items) {
        this.window = window;
        this.items = items;
    }

    /** Whether the content may be a table: its first line is text with a separator or a quote, or the lone name of what holds records. */
    static boolean mayRead(byte[] bytes, int start, int end) {
        int last = Math.min(end, start + LONGEST_HEADER);
        boolean separated = false;
        for (int i = start; i < last; i++) {
            if (bytes[i] == '\n') {
                return separated || Recogniser.isContent(text(bytes, start, i).strip());
            }
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
            separated |= bytes[i] == ',' || bytes[i] == ';' || bytes[i] == '\t' || bytes[i] == '"';
        }
        return false;
    }

    void run(Tally counted) {
        tally = counted;
        int end = rowEnd();
        separator = separatorOf(end);
        columns = cells(window.at(), end);
        next(end);
        while (window.at() < window.end() || window.more()) {
            row();
        }
    }

    private byte separatorOf(int end) {
        byte most = ',';
        int best = 0;
        for (byte candidate : SEPARATORS) {
            separator = candidate;
            int cells = cells(window.at(), end).size();
            if (cells > best) {
                best = cells;
                most = candidate;
            }
        }
        return most;
    }

    private void row() {
        long offset = window.offset(window.at());
        int end = rowEnd();
        offset = Math.max(offset, window.offset(window.at()));
        if (end < 0) {
            boolean isTooLarge = window.isFull();
            tally.problem(isTooLarge ? Problem.RECORD_TOO_LARGE : Problem.TRUNCATED, offset, "");
            skipLine();
            return;
        }
        List<String> cells = cells(window.at(), end);
        if (end - window.at() > Limits.RECORD_BYTES) {
            tally.problem(Problem.RECORD_TOO_LARGE, offset, "");
        } else if (cells.size() > columns.size()) {
            tally.problem(Problem.BROKEN_RECORD, offset, "more cells than columns");
        } else if (cells.size() > 1 || !cells.get(0).isBlank()) {
            byte[] json = object(cells);
            if (record.cut(json, 0, json.length) == Cut.WHOLE) {
                items.row(record, offset);
            }
        }
        next(end);
    }

    private byte[] object(List<String> cells) {
        JsonWriter json = new JsonWriter();
        json.open('{');
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                json.key(columns.get(i));
                json.text(cells.get(i));
            }
        }
        json.close('}');
        return json.toBytes();
    }

    /** Where the row's line ends, reading on as far as needed; -1 when a quote is left open. */
    private int rowEnd() {
        int from = 0;
        boolean quoted = false;
        do {
            byte[] bytes = window.bytes();
            for (int i = window.at() + from; i < window.end(); i++) {
                quoted ^= bytes[i] == '"';
                if (bytes[i] == '\n' && !quoted) {
                    return i;
                }
            }
            from = window.end() - window.at();
        } while (window.more());
        return quoted || window.isFull() ? -1 : window.end();
    }

    private void next(int end) {
        window.moveTo(Math.min(window.end(), end + 1));
    }

    /** After a row that does not end: the line after the one it begins in. */
    private void skipLine() {
        byte[] bytes = window.bytes();
        int i = window.at();
        while (i < window.end() && bytes[i] != '\n') {
            i++;
        }
        next(i);
    }

    private List<String> cells(int start, int end) {
        byte[] bytes = window.bytes();
        List<String> cells = new ArrayList<>();
        int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        int from = start;
        boolean quoted = false;
        for (int i = start; i <= last; i++) {
            if (i == last || bytes[i] == separator && !quoted) {
                cells.add(cell(bytes, from, i));
                from = i + 1;
            } else {
                quoted ^= bytes[i] == '"';
            }
        }
        return cells;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static String cell(byte[] bytes, int start, int end) {
        String text = text(bytes, start, end);
        boolean quoted = text.length() > 1 && text.charAt(0) == '"' && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }
}
