package io.breakwater.detect.cover.file;

import java.util.List;

/** One record of a file, as the file has it. */
interface Row {
    /** Every value under the column's name or JSON path; none when the record does not have it. Never blank. */
    List<String> values(String column);

    /** Of {@code AdditionalDetails[TicketNumber]} the list and the key; of any other name itself and empty text. */
    record Named(String list, String key) {
        static Named of(String column) {
            int bracket = column.endsWith("]") ? column.indexOf('[') : -1;
            return bracket <= 0
                    ? new Named(column, "")
                    : new Named(column.substring(0, bracket), column.substring(bracket + 1, column.length() - 1));
        }
    }

    /** The values of the first of several names, {@code A|B}, that the record has. */
    default List<String> either(String columns) {
        for (String column : columns.split("\\|")) {
            List<String> values = values(column);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    /** Where it stands, for people: {@code line 7}, {@code record 3}. */
    String place();
}
