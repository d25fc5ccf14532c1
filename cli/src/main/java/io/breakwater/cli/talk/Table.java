package io.breakwater.cli.talk;

import io.breakwater.model.page.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, each column as wide as it needs, the last one free to run on. Cells are foreign text. */
public final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    public Table(String... headings) {
        widths = new int[headings.length];
        add(List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public Table row(String... cells) {
        add(Arrays.stream(cells)
                .map(cell -> Shown.line(cell.replace('\n', ' ')))
                .toList());
        return this;
    }

    private void add(List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            widths[column] = Math.max(widths[column], length(cells.get(column)));
        }
        rows.add(cells);
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
            String cell = cells.get(column);
            boolean last = column == cells.size() - 1;
            line.append(cell).append(last ? "" : " ".repeat(widths[column] - length(cell)) + GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
