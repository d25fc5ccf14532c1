package io.breakwater.detect.report;

import io.breakwater.detect.scan.ScanResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a scan's result in all its forms. Findings go by as a stream, so memory does not depend on how many there are;
 * the same result gives the same bytes anywhere and at any time.
 */
public final class Reports {
    /** For people. */
    public static final String PAGE = "report.html";
    /** Everything, for scripts. */
    public static final String JSON = "findings.json";
    /** A line a finding, for spreadsheets. */
    public static final String CSV = "findings.csv";
    /** For pipelines (SARIF 2.1.0). */
    public static final String SARIF = "findings.sarif";
    /** Detection findings for SIEMs (OCSF 1.8.0), one JSON object a line. */
    public static final String OCSF = "findings.ocsf.ndjson";
    /** The events behind them, normalised to OCSF 1.8.0, one JSON object a line. */
    public static final String OCSF_EVENTS = "events.ocsf.ndjson";

    private static final String UNFINISHED = ".part";

    private Reports() {}

    /** A form that writes into a stream. */
    private interface Kind {
        Form to(OutputStream out, Survey survey, ReportOptions options);
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put(PAGE, HtmlForm::new);
        kinds.put(JSON, JsonForm::new);
        kinds.put(CSV, (out, survey, options) -> new CsvForm(out, survey));
        kinds.put(SARIF, SarifForm::new);
        kinds.put(OCSF, OcsfForm::findings);
        kinds.put(OCSF_EVENTS, OcsfForm::events);
        return kinds;
    }

    /**
     * Writes all forms into the folder, which is made where it is missing. Each file appears under its name when it is
     * whole; a file that has that name is replaced.
     *
     * @return the files, the one for people first
     */
    public static List<Path> write(Path folder, ScanResult result, ReportOptions options) throws IOException {
        Files.createDirectories(folder);
        Survey survey = Survey.of(result);
        Map<Path, OutputStream> files = new LinkedHashMap<>();
        try {
            writeAll(folder, survey, options, files);
        } catch (IOException | RuntimeException | Error notWritten) {
            remove(files.keySet());
            throw notWritten;
        }
        return named(files.keySet());
    }

    private static void writeAll(Path folder, Survey survey, ReportOptions options, Map<Path, OutputStream> files)
            throws IOException {
        try {
            List<Form> forms = new ArrayList<>();
            for (Map.Entry<String, Kind> kind : kinds().entrySet()) {
                Path part = folder.resolve(kind.getKey() + UNFINISHED);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
                files.put(part, out);
                forms.add(kind.getValue().to(out, survey, options));
            }
            run(forms, survey.result());
        } finally {
            close(files.values());
        }
    }

    /** Nobody takes half a report for a whole one. */
    private static void remove(Iterable<Path> parts) {
        for (Path part : parts) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException stays) {
                // What went wrong before is what has to be told.
            }
        }
    }

    private static void run(List<Form> forms, ScanResult result) throws IOException {
        for (Form form : forms) {
            form.begin();
        }
        try (FormWriters writers = new FormWriters(forms, result.threads())) {
            result.findings(writers::add);
            writers.flush();
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
        for (Form form : forms) {
            form.end();
        }
    }

    /** Every one is closed, whatever happens to another. */
    private static void close(Iterable<OutputStream> streams) throws IOException {
        IOException first = null;
        for (OutputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException full) {
                first = first == null ? full : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static List<Path> named(Iterable<Path> parts) throws IOException {
        List<Path> whole = new ArrayList<>();
        for (Path part : parts) {
            String name = String.valueOf(part.getFileName());
            whole.add(Files.move(
                    part,
                    part.resolveSibling(name.substring(0, name.length() - UNFINISHED.length())),
                    StandardCopyOption.REPLACE_EXISTING));
        }
        return List.copyOf(whole);
    }
}
