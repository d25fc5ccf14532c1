package io.breakwater.detect.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/** What another program reads in a CSV of ours. */
final class Csv {
    private Csv() {}

    static List<List<String>> rows(String csv) {
        return CsvReader.builder().ofCsvRecord(csv).stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    static List<String> column(List<List<String>> rows, String name) {
        int at = rows.get(0).indexOf(name);
        return rows.stream().skip(1).map(row -> row.get(at)).toList();
    }
}
