package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

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
    private final RecordHandler handler;
    private final Counts counts;

    /** @param deflate a faster inflater for files that fit into memory, if there is one */
    FileReader(List<Format> formats, Optional<LibDeflate> deflate, RecordHandler handler, Counts counts, Meter meter) {
        this.counts = counts;
        this.deflate = deflate;
        this.stored = new Stored(meter);
        this.gzip = new GzipFeed(stored);
        this.recogniser = new Recogniser(formats, handler, meter);
        this.json = new JsonCutter(window, recogniser);
        this.csv = new CsvCutter(window, recogniser);
        this.handler = handler;
    }

    Counts counts() {
        return counts;
    }

    void close() {
        gzip.close();
        deflate.ifPresent(LibDeflate::close);
    }

    FileReport read(Source source) {
        Optional<DeliveryKey> key = DeliveryKey.of(source.name());
        Tally tally = new Tally(counts, key);
        String sha256 = "";
        stored.open(InputStream.nullInputStream());
        window.openWhole(0, tally);
        recogniser.file(tally).file(source.name(), key.map(DeliveryKey::delivered));
        switch (source.kind()) {
            case FILE -> sha256 = content(source, tally);
            case LINK -> tally.problem(Problem.LINK, 0, "");
            default -> tally.problem(Problem.UNREADABLE, 0, "neither a file nor a folder, or not allowed to be listed");
        }
        FileReport report =
                tally.report(source.number(), source.name(), sha256, stored.count(), window.offset(window.end()));
        handler.fileEnds(report);
        return report;
    }

    private String content(Source source, Tally tally) {
        try (InputStream in = source.open()) {
            stored.open(in);
            open(source.size(), tally);
            if (!OtherFiles.isSidecar(source.name())) {
                cut(tally);
            }
            return stored.digestToEnd();
        } catch (IOException e) {
            tally.problem(Problem.UNREADABLE, stored.count(), e.getClass().getSimpleName());
            return "";
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
        if (!stored.holdWhole(size)) {
            return false;
        }
        int content = stored.littleAtEnd();
        if (content < 0 || content > Limits.WHOLE_CONTENT_BYTES) {
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

    private void cut(Tally tally) {
        window.more();
        window.toUtf8();
        if (window.startsWith(UTF_8_MARK)) {
            window.moveTo(UTF_8_MARK.length);
        }
        String other = OtherFiles.nameOf(window.bytes(), window.at(), window.end());
        if (other.isEmpty()) {
            json.run(tally);
        } else if (other.equals(OtherFiles.TEXT) && CsvCutter.mayRead(window.bytes(), window.at(), window.end())) {
            csv.run(tally);
        } else {
            tally.problem(Problem.UNRECOGNISED, 0, other);
        }
    }
}
