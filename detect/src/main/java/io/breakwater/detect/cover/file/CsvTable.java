package io.breakwater.detect.cover.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table with a head, whatever stands between its columns. */
final class CsvTable {
    private static final String SEPARATORS = ",;\t|";

    private final Map<String, List<Integer>> columns;
    private final List<String> head;

    private CsvTable(List<String> head) {
        this.head = head.stream().map(String::strip).toList();
        this.columns = new HashMap<>();
        for (int i = 0; i < head.size(); i++) {
            columns.computeIfAbsent(folded(head.get(i)), fresh -> new ArrayList<>(1))
                    .add(i);
        }
    }

    private static String folded(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    List<String> head() {
        return head;
    }

    boolean has(String column) {
        return columns.containsKey(folded(column));
    }

    /** The separator that cuts the head into the most columns, or the one that Excel was told in the first line. */
    static char separator(String text) {
        if (text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 4) {
            return text.charAt(4);
        }
        char best = ',';
        int most = 0;
        for (char candidate : SEPARATORS.toCharArray()) {
            int width = head(text, candidate).size();
            if (width > most) {
                most = width;
                best = candidate;
            }
        }
        return best;
    }

    private static List<String> head(String text, char separator) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(true)
                .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            return records.hasNext() ? records.next().getFields() : List.of();
        } catch (IOException | CsvParseException notThisOne) {
            return List.of();
        }
    }

    static CsvTable of(String text) {
        String withoutHint = text.regionMatches(true, 0, "sep=", 0, 4) ? text.substring(text.indexOf('\n') + 1) : text;
        return new CsvTable(head(withoutHint, separator(text)));
    }

    /** What is done with each record. */
    interface Taker {
        void take(Row row, Object content);
    }

    /** Every record below the head. */
    void read(Reader text, char separator, Filling filling, Taker taker) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            boolean below = false;
            for (CsvRecord record : reader) {
                boolean hint = record.getStartingLineNumber() == 1
                        && record.getField(0).toLowerCase(Locale.ROOT).startsWith("sep=");
                if (below && !isEmpty(record)) {
                    taker.take(new Line(record), record.getFields());
                }
                below = below || !hint;
            }
        } catch (CsvParseException broken) {
            filling.problem("the table cannot be read further: " + broken.getMessage());
        }
    }

    private static boolean isEmpty(CsvRecord record) {
        return record.getFields().stream().allMatch(String::isBlank);
    }

    private final class Line implements Row {
        private final CsvRecord record;

        Line(CsvRecord record) {
            this.record = record;
        }

        @Override
        public List<String> values(String column) {
            Named named = Named.of(column);
            return named.key().isEmpty() || columns.containsKey(folded(column))
                    ? cells(column)
                    : pairs(named.list(), named.key());
        }

        /** A list of keys and values is two numbered columns an element: {@code Detail1Key}, {@code Detail1Value}. */
        private List<String> pairs(String list, String key) {
            List<String> found = new ArrayList<>(1);
            for (int i = 1; columns.containsKey(folded(list + i + "Key")); i++) {
                if (cells(list + i + "Key").stream().anyMatch(key::equalsIgnoreCase)) {
                    found.addAll(cells(list + i + "Value"));
                }
            }
            return found;
        }

        private List<String> cells(String column) {
            return columns.getOrDefault(folded(column), List.of()).stream()
                    .filter(i -> i < record.getFieldCount())
                    .map(i -> value(record.getField(i)))
                    .filter(value -> !value.isEmpty())
                    .toList();
        }

        @Override
        public String place() {
            return "line " + record.getStartingLineNumber();
        }
    }

    /** The text that a spreadsheet shows: {@code ="007"} and {@code '=x} are its ways to write text. */
    private static String value(String cell) {
        String text = cell.strip();
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2) {
            return text.substring(2, text.length() - 1).strip();
        }
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
