package io.breakwater.detect.scan;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Remembered.Used;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is remembered, on disk: events as they were logged, and not which rules matched them, since the rules may be others when it is
 * read again.
 */
final class RememberedFile {
    private static final int VERSION = 1;
    private static final HitCodec EVENTS = new HitCodec(LargeRecords.inMemory());

    private RememberedFile() {}

    /** Writes it whole or not at all. */
    static void write(Remembered remembered, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        try (OutputStream raw = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw))) {
            out.writeInt(VERSION);
            out.writeInt(remembered.kept().size());
            for (Remembered.Kept kept : remembered.kept()) {
                EVENTS.write(kept.hit().event(), out);
            }
            out.writeInt(remembered.used().size());
            for (Used used : remembered.used()) {
                Texts.write(List.of(used.rule(), used.event()), out);
                Texts.write(used.time(), out);
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stands in it: events, of which nobody has said yet which rules match them. */
    record Content(List<LogEvent> events, Set<Used> used) {}

    /** @throws IOException when it is not whole, or of another version */
    static Content read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw))) {
            if (in.readInt() != VERSION) {
                throw new IOException(file + " is of another version");
            }
            List<LogEvent> events = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                events.add(EVENTS.event(in));
            }
            Set<Used> used = new HashSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                List<String> texts = Texts.texts(in);
                used.add(new Used(texts.get(0), texts.get(1), Texts.instant(in)));
            }
            return new Content(events, used);
        }
    }
}
