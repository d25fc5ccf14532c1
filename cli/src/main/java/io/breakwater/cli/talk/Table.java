package io.breakwater.cli.talk;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as it needs, the last one free to run on. */
public final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Whether there is nothing but headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, headings first. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = oneLine(cells.get(column));
            boolean last = column == cells.size() - 1;
            line.append(cell).append(last ? "" : " ".repeat(width(column) - length(cell)) + GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> length(oneLine(row.get(column))))
                .max()
                .orElse(0);
    }

    private static String oneLine(String cell) {
        return cell.replace('\n', ' ');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
