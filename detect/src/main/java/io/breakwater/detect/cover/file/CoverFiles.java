package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.Window;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads files of cover, told nothing about them. A file that cannot be understood throws nothing: its report says why, and
 * the book knows that it is blind where the file would have told.
 */
public final class CoverFiles {
    private static final int HEAD_CHARACTERS = 1 << 16;
    /** So many records of all files are held in memory; longer exports are to be cut to the period in question. */
    private static final long MOST_ROWS = 200_000;

    private final CoverFileOptions options;
    private final Times times;
    private final List<Mapping> mappings;
    private long rowsHeld;

    public CoverFiles(CoverFileOptions options) {
        this.options = options;
        this.times = new Times(options.zone(), options.order());
        this.mappings = Stream.concat(options.mappings().stream(), MappingReader.ours().stream())
                .toList();
    }

    /** Whether the file is not cover but a mapping for other files. */
    public static boolean isMapping(Path file) {
        try {
            return MappingReader.isMapping(Encoding.of(file).head(file, HEAD_CHARACTERS));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Adds what the file holds to the book. */
    public CoverFileReport read(Path file, String name, CoverBook.Builder book) {
        Filling filling = new Filling(name, book);
        String sha256 = "";
        Optional<Window> complete = options.complete();
        try {
            Encoding encoding = Encoding.of(file);
            sha256 = encoding.sha256();
            encoding.note().ifPresent(filling::note);
            Optional<Window> said = fill(file, encoding, filling);
            complete = complete.isPresent() ? complete : said;
        } catch (IOException unreadable) {
            filling.problem(why(file, unreadable));
        }
        book.source(filling.source(complete));
        return filling.report(sha256);
    }

    private static String why(Path file, IOException unreadable) {
        if (unreadable instanceof AccessDeniedException) {
            return "it cannot be read: not allowed; ask its owner";
        }
        return Files.isDirectory(file)
                ? "it is a folder; give its files, each with --cover"
                : "it cannot be read (" + unreadable.getClass().getSimpleName() + ")";
    }

    /** The time the file says it is complete for. */
    private Optional<Window> fill(Path file, Encoding encoding, Filling filling) throws IOException {
        String head = encoding.head(file, HEAD_CHARACTERS);
        String begin = head.stripLeading();
        if (begin.isEmpty()) {
            filling.problem("it is empty");
        } else if (begin.startsWith("PK")) {
            filling.problem("it is a workbook or an archive; save the sheet as CSV (UTF-8)");
        } else if (begin.startsWith("<")) {
            filling.problem("it is HTML or XML, perhaps a login page; export it again as CSV or JSON");
        } else if (CoverYaml.is(head)) {
            return yaml(file, encoding, filling);
        } else if (begin.startsWith("{") || begin.startsWith("[")) {
            json(file, encoding, filling);
        } else {
            table(file, encoding, head, filling);
        }
        return Optional.empty();
    }

    private Optional<Window> yaml(Path file, Encoding encoding, Filling filling) throws IOException {
        if (Files.size(file) > YamlText.MAX_CHARACTERS) {
            filling.problem("it is larger than a cover.yaml can be; use CSV");
            return Optional.empty();
        }
        return new CoverYaml(filling, times).read(encoding.head(file, YamlText.MAX_CHARACTERS));
    }

    private void json(Path file, Encoding encoding, Filling filling) throws IOException {
        List<RowMaker> makers = new ArrayList<>(1);
        long[] rows = {0};
        try (Reader text = encoding.open(file)) {
            JsonRows.read(text, filling, (row, content) -> {
                if (rows[0]++ == 0) {
                    makers.addAll(recognise(row, filling));
                }
                if (makers.isEmpty() || isTooMany(filling)) {
                    return false;
                }
                if (filling.isNew(content)) {
                    RowMaker.take(makers, row, filling);
                }
                return true;
            });
        }
        if (rows[0] == 0 && filling.isSound()) {
            filling.problem("it has no records");
        }
    }

    private List<RowMaker> recognise(Row row, Filling filling) {
        List<Mapping> known = together(mappings.stream()
                .filter(mapping -> !mapping.name().endsWith(".csv"))
                .filter(mapping -> mapping.recognise().stream()
                        .noneMatch(column -> row.either(column).isEmpty())));
        if (known.isEmpty()) {
            filling.problem("its records are of no known kind; add a mapping that says which key is what");
        }
        return known.stream().map(mapping -> maker(mapping, filling)).toList();
    }

    /**
     * The first, and what goes with it: a log of requests has those for a grant and those that approve. What somebody wrote
     * under a name of ours stands alone, so that what it sets aside is set aside.
     */
    private List<Mapping> together(Stream<Mapping> recognised) {
        List<Mapping> all = recognised.toList();
        return all.stream()
                .filter(mapping -> mapping.name().equals(all.get(0).name()) && isOwn(mapping) == isOwn(all.get(0)))
                .toList();
    }

    private boolean isOwn(Mapping mapping) {
        return options.mappings().contains(mapping);
    }

    private RowMaker maker(Mapping mapping, Filling filling) {
        filling.recognised(mapping.name(), mapping.system(), mapping.gives());
        return new RowMaker(mapping, times, filling);
    }

    private void table(Path file, Encoding encoding, String head, Filling filling) throws IOException {
        CsvTable table = CsvTable.of(head);
        List<Mapping> known =
                together(ofTables().filter(mapping -> missing(mapping, table).isEmpty()));
        if (known.isEmpty()) {
            filling.problem(unknown(table));
            return;
        }
        List<RowMaker> makers =
                known.stream().map(mapping -> maker(mapping, filling)).toList();
        long[] rows = {0};
        try (Reader text = encoding.open(file)) {
            table.read(text, CsvTable.separator(head), filling, (row, content) -> {
                rows[0]++;
                if (!isTooMany(filling) && filling.isNew(content)) {
                    RowMaker.take(makers, row, filling);
                }
            });
        }
        if (rows[0] == 0) {
            filling.note("it has no records below its head");
        }
    }

    private boolean isTooMany(Filling filling) {
        rowsHeld++;
        if (rowsHeld > MOST_ROWS) {
            filling.problem("there are more than " + MOST_ROWS
                    + " records of cover in all; export the period in question only");
        }
        return rowsHeld > MOST_ROWS;
    }

    private static List<String> missing(Mapping mapping, CsvTable table) {
        return mapping.recognise().stream()
                .filter(columns -> Stream.of(columns.split("\\|")).noneMatch(table::has))
                .toList();
    }

    private Stream<Mapping> ofTables() {
        return mappings.stream().filter(mapping -> !mapping.name().endsWith(".json"));
    }

    /** The known table that comes closest, and which of its columns are missing. */
    private String unknown(CsvTable table) {
        Mapping closest = ofTables()
                .filter(mapping -> !mapping.recognise().isEmpty())
                .min(Comparator.comparingDouble(
                        (Mapping mapping) -> (double) missing(mapping, table).size()
                                / mapping.recognise().size()))
                .orElseThrow();
        String wanted = String.join(
                "; ",
                missing(closest, table).stream()
                        .map(column -> "the column " + Texts.quoted(column.replace("|", " or ")) + " is missing"
                                + Suggestion.of(column.split("\\|")[0], table.head())
                                        .map(near -> ", did you mean " + Texts.quoted(near) + "?")
                                        .orElse(""))
                        .toList());
        return "it is no table that is known; of " + closest.name() + " " + wanted
                + ". Its columns are " + Texts.quoted(String.join(", ", table.head()))
                + "; add a mapping that says which is what";
    }
}
