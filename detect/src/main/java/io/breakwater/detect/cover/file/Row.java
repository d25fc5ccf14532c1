package io.breakwater.detect.cover.file;

import java.util.List;

/** One record of a file, as the file has it. */
interface Row {
    /** Every value under the column's name or JSON path; none when the record does not have it. Never blank. */
    List<String> values(String column);

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
