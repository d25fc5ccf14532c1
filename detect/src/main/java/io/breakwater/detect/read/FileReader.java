package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads one file after the other with buffers that are used again. One per thread. */
final class FileReader {
    private static final int[] GZIP = {GzipFeed.MAGIC_1, GzipFeed.MAGIC_2};
    private static final int[] UTF_8_MARK = {0xef, 0xbb, 0xbf};

    private final Stored stored;
    private final GzipFeed gzip;
    private final Optional<LibDeflate> deflate;
    private final Window window = new Window();
    private final Recogniser recogniser;
    private final JsonCutter json;
    private final CsvCutter csv;
    private final Banner banner;
    private final RecordHandler handler;
    private final Counts counts;
    private final Supplier<FileReader> another;
    private final boolean isInside;
    private Optional<FileReader> inner = Optional.empty();
    private Optional<GzipFeed> again = Optional.empty();

    /** @param deflate a faster inflater for files that fit into memory, if there is one */
    FileReader(List<Format> formats, Optional<LibDeflate> deflate, RecordHandler handler, Counts counts, Meter meter) {
        this(formats, deflate, handler, counts, meter, false);
    }

    private FileReader(
            List<Format> formats,
            Optional<LibDeflate> deflate,
            RecordHandler handler,
            Counts counts,
            Meter meter,
            boolean isInside) {
        this.counts = counts;
        this.deflate = deflate;
        this.stored = new Stored(meter);
        this.gzip = new GzipFeed(stored);
        this.recogniser = new Recogniser(formats, handler, meter);
        this.json = new JsonCutter(window, recogniser);
        this.csv = new CsvCutter(window, recogniser);
        this.banner = new Banner(recogniser);
        this.handler = handler;
        this.isInside = isInside;
        this.another = () -> new FileReader(formats, Optional.empty(), handler, counts, Meter.NONE, true);
    }

    Counts counts() {
        return counts;
    }

    void close() {
        inner.ifPresent(FileReader::close);
        again.ifPresent(GzipFeed::close);
        gzip.close();
        deflate.ifPresent(LibDeflate::close);
    }

    /**
     * Hands on the file's report; of an archive, those of the files in it as they come, and then that of the archive.
     *
     * @return how many events were read
     */
    long read(Source source, Consumer<FileReport> reports) {
        Reported inside = new Reported(reports);
        Optional<DeliveryKey> key = DeliveryKey.of(source.name());
        Tally tally = new Tally(counts, key);
        String sha256 = "";
        stored.open(InputStream.nullInputStream());
        window.openWhole(0, tally);
        recogniser.file(tally).file(source.name(), key.map(DeliveryKey::delivered));
        switch (source.kind()) {
            case FILE -> sha256 = content(source, tally, inside);
            case LINK -> tally.problem(Problem.LINK, 0, "");
            default -> tally.problem(Problem.UNREADABLE, 0, "neither a file nor a folder, or not allowed to be listed");
        }
        FileReport report = tally.report(source, sha256, stored.count(), window.offset(window.end()));
        handler.fileEnds(report);
        inside.accept(report);
        return inside.records;
    }

    /** Counts what is handed on. */
    private static final class Reported implements Consumer<FileReport> {
        private final Consumer<FileReport> reports;
        private long records;

        Reported(Consumer<FileReport> reports) {
            this.reports = reports;
        }

        @Override
        public void accept(FileReport report) {
            records += report.records();
            reports.accept(report);
        }
    }

    private String content(Source source, Tally tally, Consumer<FileReport> inside) {
        try (InputStream in = source.open()) {
            stored.open(in);
            if (isArchive()) {
                archive(source, tally, inside);
                return stored.digestToEnd();
            }
            open(source.size(), tally);
            if (!OtherFiles.isSidecar(source.name())) {
                cut(tally);
            }
            return stored.digestToEnd();
        } catch (Feed.DamagedException e) {
            tally.problem(e.problem(), stored.count(), String.valueOf(e.getMessage()));
            return "";
        } catch (IOException e) {
            tally.problem(Problem.UNREADABLE, stored.count(), why(e));
            return "";
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "not allowed: ask its owner, or scan as somebody who may";
        }
        return e instanceof NoSuchFileException ? "nothing is there" : String.valueOf(e.getMessage());
    }

    private boolean isArchive() throws IOException {
        return stored.atLeast(ZipFiles.MAGIC.length) && startsWith(stored.buffer(), stored.at(), ZipFiles.MAGIC);
    }

    /** Archives in archives are named, and not opened. */
    private void archive(Source source, Tally tally, Consumer<FileReport> inside) throws IOException {
        if (isInside) {
            tally.problem(Problem.UNRECOGNISED, 0, "an archive in an archive: unpack it and give the folder");
            return;
        }
        FileReader reader = inner.orElseGet(another);
        inner = Optional.of(reader);
        ZipFiles files = new ZipFiles(source, stored);
        try {
            for (Optional<Source> file = files.next(); file.isPresent(); file = files.next()) {
                reader.read(file.get(), inside);
            }
        } catch (Feed.DamagedException e) {
            tally.problem(e.problem(), stored.count(), String.valueOf(e.getMessage()));
        }
    }

    private void open(long size, Tally tally) throws IOException {
        if (!stored.atLeast(2) || !startsWith(stored.buffer(), stored.at(), GZIP)) {
            window.open(Feed.plain(stored), tally);
        } else if (deflate.isEmpty() || !inflateWhole(deflate.get(), size, tally)) {
            gzip.restart();
            window.open(gzip, tally);
        }
    }

    private boolean inflateWhole(LibDeflate library, long size, Tally tally) throws IOException {
        if (!stored.holdWhole(size, library.mostContent() / 2)) {
            return false;
        }
        int content = stored.littleAtEnd();
        if (content < 0 || content > library.mostContent()) {
            return false;
        }
        byte[] room = window.room(content);
        if (!library.inflate(stored.buffer(), stored.at(), stored.available(), room, content)) {
            return false;
        }
        window.openWhole(content, tally);
        return true;
    }

    private static boolean startsWith(byte[] bytes, int at, int[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Compressed by a tool, and again by what stored it. */
    private void unpackAgain(Tally tally) {
        Stored once = new Stored(Meter.NONE);
        once.open(window.stream());
        again.ifPresent(GzipFeed::close);
        again = Optional.of(new GzipFeed(once, stored));
        window.open(again.get(), tally);
        window.more();
    }

    /** Whether there were lines before the first record; each is counted, so that nobody takes the file for whole. */
    private boolean passedBanner(Tally tally) {
        List<Integer> lines = banner.lines(window.bytes(), window.at(), window.end());
        if (lines.isEmpty()) {
            return false;
        }
        int record = lines.get(lines.size() - 1);
        lines.stream()
                .limit(lines.size() - 1)
                .forEach(line -> tally.problem(
                        Problem.NOT_AN_OBJECT, window.offset(line), "a line of text before the first record"));
        window.moveTo(record);
        return true;
    }

    private void cut(Tally tally) {
        window.more();
        if (window.startsWith(GZIP)) {
            unpackAgain(tally);
        }
        window.toUtf8();
        if (window.startsWith(UTF_8_MARK)) {
            window.moveTo(UTF_8_MARK.length);
        }
        String other = OtherFiles.nameOf(window.bytes(), window.at(), window.end());
        if (other.isEmpty() || other.equals(OtherFiles.TEXT) && passedBanner(tally)) {
            json.run(tally);
        } else if (other.equals(OtherFiles.TEXT) && CsvCutter.mayRead(window.bytes(), window.at(), window.end())) {
            csv.run(tally);
        } else {
            tally.problem(Problem.UNRECOGNISED, 0, other);
        }
    }
}
