package io.breakwater.detect.scan;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts more than memory holds: each thread fills a batch, a full batch is laid aside sorted, and all are merged in the
 * end. Of what is laid aside only the keys of the next in line are in memory.
 */
final class SpillSorter<T> implements Closeable {
    /** So many runs are merged at a time. */
    private static final int FAN_IN = 64;

    /** A batch doubles its room so many times until it is full, with some to spare for the last thing. */
    private static final int DOUBLINGS = 7;

    private static final int SPARE_BYTES = 8 << 10;
    /** What the key of a thing takes in memory, about. */
    private static final int KEY_BYTES = 300;

    private final Path folder;
    private final Codec<T> codec;
    private final int batchBytes;
    private final List<Run> runs = new ArrayList<>();
    private final List<SpillFile> files = new ArrayList<>();
    private long count;

    /**
     * @param batchBytes how much each thread holds in memory, about
     */
    SpillSorter(Path folder, Codec<T> codec, int batchBytes) {
        this.folder = folder;
        this.codec = codec;
        this.batchBytes = batchBytes;
    }

    /** Where one thread puts things. They are kept as the bytes they would be on disk: millions of objects cost more. */
    final class Batch {
        private ByteStore held = new ByteStore(roomFor(batchBytes >> DOUBLINGS), roomFor(batchBytes));
        private DataOutputStream out = new DataOutputStream(held);
        private final List<Held> places = new ArrayList<>();
        private int keyBytes;

        void add(T thing) {
            SortKey key = codec.key(thing);
            int begin = held.size();
            try {
                writeKey(key, out);
                codec.write(thing, out);
            } catch (IOException never) {
                throw new UncheckedIOException(never);
            }
            places.add(new Held(key, begin, held.size()));
            keyBytes += KEY_BYTES + key.id().length();
            if (held.size() + keyBytes >= batchBytes) {
                layAside(sorted(), held);
                places.clear();
                held.clear();
                keyBytes = 0;
            }
        }

        /** There is no more; what is left stays in memory. */
        void end() {
            if (!places.isEmpty()) {
                keep(sorted(), held);
                places.clear();
                held = new ByteStore(0, 0);
                out = new DataOutputStream(held);
            }
        }

        private List<Held> sorted() {
            places.sort(Comparator.comparing(Held::key));
            return places;
        }
    }

    /** Between which places of a batch a thing stands. */
    private record Held(SortKey key, int begin, int end) {}

    private static int roomFor(int things) {
        return things + SPARE_BYTES;
    }

    Batch batch() {
        return new Batch();
    }

    private synchronized void keep(List<Held> sorted, ByteStore held) {
        count += sorted.size();
        runs.add(new Run.InMemory(held, sorted.stream().mapToInt(Held::begin).toArray()));
    }

    private synchronized void layAside(List<Held> sorted, ByteStore held) {
        count += sorted.size();
        try {
            SpillFile file = file();
            long begin = file.append(out -> {
                for (Held place : sorted) {
                    out.write(held.bytes(), place.begin(), place.end() - place.begin());
                }
            });
            runs.add(new Run.OnDisk(file, begin, sorted.size()));
            if (runs.size() >= FAN_IN) {
                mergeAll();
            }
        } catch (IOException full) {
            throw new UncheckedIOException("the folder for temporary files is full or not writable", full);
        }
    }

    private SpillFile file() throws IOException {
        if (files.isEmpty()) {
            files.add(SpillFile.in(folder));
        }
        return files.get(0);
    }

    static void writeKey(SortKey key, DataOutputStream out) throws IOException {
        Texts.write(key.time(), out);
        Texts.write(key.id(), out);
        Texts.write(key.source(), out);
        out.writeLong(key.index());
    }

    static SortKey readKey(DataInputStream in) throws IOException {
        return new SortKey(Texts.instant(in), Texts.text(in), Texts.text(in), in.readLong());
    }

    /** All runs become one in a new file; the old file's space is given back. */
    private void mergeAll() throws IOException {
        SpillFile merged = SpillFile.in(folder);
        Merge<T> all = new Merge<>(runs, codec);
        long begin = merged.append(out -> {
            while (all.hasNext()) {
                T thing = all.next();
                writeKey(codec.key(thing), out);
                codec.write(thing, out);
            }
        });
        Run one = new Run.OnDisk(merged, begin, size());
        close();
        files.add(merged);
        runs.add(one);
    }

    private long size() {
        return runs.stream().mapToLong(Run::size).sum();
    }

    /** How many things there are. */
    synchronized long count() {
        return count;
    }

    /** Everything, in order. May be asked again, as long as nothing is added. */
    synchronized void forEach(Consumer<? super T> consumer) {
        new Merge<>(runs, codec).forEachRemaining(consumer);
    }

    @Override
    public void close() throws IOException {
        for (SpillFile file : files) {
            file.close();
        }
        files.clear();
        runs.clear();
    }

    /** A sorted run of things. */
    sealed interface Run {
        long size();

        Cursor open();

        record InMemory(ByteStore bytes, int[] places) implements Run {
            @Override
            public long size() {
                return places.length;
            }

            @Override
            public Cursor open() {
                return new Cursor(size()) {
                    @Override
                    DataInputStream in(long number) {
                        return new DataInputStream(bytes.from(places[(int) number]));
                    }
                };
            }
        }

        record OnDisk(SpillFile file, long begin, long size) implements Run {
            @Override
            public Cursor open() {
                DataInputStream in = new DataInputStream(file.from(begin));
                return new Cursor(size) {
                    @Override
                    DataInputStream in(long number) {
                        return in;
                    }
                };
            }
        }
    }

    /** A place in a run: the key of the next thing is read, the thing itself is not yet. */
    abstract static class Cursor {
        private final long size;
        private long next;
        private DataInputStream in = new DataInputStream(InputStream.nullInputStream());

        Cursor(long size) {
            this.size = size;
        }

        abstract DataInputStream in(long number);

        final boolean hasMore() {
            return next < size;
        }

        final SortKey key() throws IOException {
            in = in(next);
            next++;
            return readKey(in);
        }

        final <T> T thing(Codec<T> codec) throws IOException {
            return codec.read(in);
        }
    }

    private record Head(SortKey key, int run, Cursor cursor) {}

    private static final class Merge<T> implements Iterator<T> {
        private final PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparing(Head::key).thenComparingInt(Head::run));
        private final Codec<T> codec;

        Merge(List<Run> runs, Codec<T> codec) {
            this.codec = codec;
            for (int i = 0; i < runs.size(); i++) {
                advance(runs.get(i).open(), i);
            }
        }

        private void advance(Cursor cursor, int run) {
            try {
                if (cursor.hasMore()) {
                    heads.add(new Head(cursor.key(), run, cursor));
                }
            } catch (IOException lost) {
                throw new UncheckedIOException("what was laid aside cannot be read again", lost);
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public T next() {
            Head head = heads.remove();
            try {
                T thing = head.cursor().thing(codec);
                advance(head.cursor(), head.run());
                return thing;
            } catch (IOException lost) {
                throw new UncheckedIOException("what was laid aside cannot be read again", lost);
            }
        }
    }
}
