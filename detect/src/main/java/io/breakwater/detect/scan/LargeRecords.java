package io.breakwater.detect.scan;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the records of a scan are between the reading and its end. Small ones are carried along; large ones, which are as
 * rare as they are heavy, are written to a file once and fetched whenever somebody asks for their bytes. Safe for threads.
 */
final class LargeRecords implements Closeable {
    /** A record of this size or more is laid aside. Hardly any event of a vendor is as large. */
    static final int FROM_BYTES = 32 << 10;

    /** In place of a length. */
    private static final int ELSEWHERE = -1;

    private final Optional<Path> folder;
    private Optional<SpillFile> file = Optional.empty();

    private LargeRecords(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Lays large records aside in that folder. */
    static LargeRecords in(Path folder) {
        return new LargeRecords(Optional.of(folder));
    }

    /** Lays nothing aside: what is kept outlives the reading. */
    static LargeRecords inMemory() {
        return new LargeRecords(Optional.empty());
    }

    /** Where a record begins in the file. */
    private record Spilled(SpillFile file, long begin, int length) implements RawRecord.Place {
        @Override
        public InputStream open() {
            return file.from(begin, length);
        }
    }

    /**
     * The record's bytes, for as long as this is open.
     *
     * @throws UncheckedIOException when the folder for temporary files is full or not writable
     */
    RawRecord keep(EventRecord record) {
        int length = record.to() - record.from();
        if (folder.isEmpty() || length < FROM_BYTES) {
            return RawRecord.of(record.copy());
        }
        try {
            SpillFile into = file(folder.get());
            long begin = into.append(out -> out.write(record.bytes(), record.from(), length));
            return RawRecord.at(new Spilled(into, begin, length), length);
        } catch (IOException full) {
            throw new UncheckedIOException("the folder for temporary files is full or not writable", full);
        }
    }

    private synchronized SpillFile file(Path in) throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(SpillFile.in(in));
        }
        return file.get();
    }

    private synchronized SpillFile file() throws IOException {
        return file.orElseThrow(() -> new IOException("no record has been laid aside"));
    }

    /** Writes the bytes, or where they are. */
    void write(RawRecord raw, DataOutput out) throws IOException {
        if (raw.place() instanceof Spilled spilled) {
            out.writeInt(ELSEWHERE);
            out.writeInt(raw.length());
            out.writeLong(spilled.begin());
        } else {
            Texts.bytes(raw.bytes(), out);
        }
    }

    RawRecord read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == ELSEWHERE) {
            int large = in.readInt();
            return RawRecord.at(new Spilled(file(), in.readLong(), large), large);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return RawRecord.of(bytes);
    }

    @Override
    public synchronized void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
