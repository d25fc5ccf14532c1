package io.breakwater.detect.scan;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

    private final Path folder;
    private final Codec<T> codec;
    private final int batchBytes;
    private final List<Run<T>> runs = new ArrayList<>();
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

    /** Where one thread puts things. */
    final class Batch {
        private List<Keyed<T>> held = new ArrayList<>();
        private long weight;

        void add(T thing) {
            held.add(new Keyed<>(codec.key(thing), thing));
            weight += codec.weight(thing);
            if (weight >= batchBytes) {
                lay(sorted(), true);
                held = new ArrayList<>();
                weight = 0;
            }
        }

        /** There is no more; what is left stays in memory. */
        void end() {
            if (!held.isEmpty()) {
                lay(sorted(), false);
                held = new ArrayList<>();
            }
        }

        private List<T> sorted() {
            held.sort(Comparator.comparing(Keyed::key));
            return held.stream().map(Keyed::thing).toList();
        }
    }

    private record Keyed<T>(SortKey key, T thing) {}

    Batch batch() {
        return new Batch();
    }

    private synchronized void lay(List<T> sorted, boolean aside) {
        count += sorted.size();
        if (!aside) {
            runs.add(new Run.InMemory<>(sorted, codec));
            return;
        }
        try {
            runs.add(write(file(), sorted.iterator(), sorted.size()));
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

    private Run<T> write(SpillFile file, Iterator<T> sorted, long size) throws IOException {
        long begin = file.append(out -> {
            while (sorted.hasNext()) {
                T thing = sorted.next();
                writeKey(codec.key(thing), out);
                codec.write(thing, out);
            }
        });
        return new Run.OnDisk<>(file, begin, size, codec);
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
        Run<T> one = write(merged, new Merge<>(runs), size());
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
        new Merge<>(runs).forEachRemaining(consumer);
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
    sealed interface Run<T> {
        long size();

        Cursor<T> open();

        record InMemory<T>(List<T> things, Codec<T> codec) implements Run<T> {
            @Override
            public long size() {
                return things.size();
            }

            @Override
            public Cursor<T> open() {
                Iterator<T> left = things.iterator();
                return new Cursor<>(size()) {
                    private T at = left.next();

                    @Override
                    SortKey readKey() {
                        return codec.key(at);
                    }

                    @Override
                    T readThing() {
                        T thing = at;
                        if (left.hasNext()) {
                            at = left.next();
                        }
                        return thing;
                    }
                };
            }
        }

        record OnDisk<T>(SpillFile file, long begin, long size, Codec<T> codec) implements Run<T> {
            @Override
            public Cursor<T> open() {
                DataInputStream in = new DataInputStream(file.from(begin));
                return new Cursor<>(size) {
                    @Override
                    SortKey readKey() throws IOException {
                        return SpillSorter.readKey(in);
                    }

                    @Override
                    T readThing() throws IOException {
                        return codec.read(in);
                    }
                };
            }
        }
    }

    /** A place in a run: the key of the next thing is read, the thing itself is not yet. */
    abstract static class Cursor<T> {
        private long left;

        Cursor(long size) {
            left = size;
        }

        abstract SortKey readKey() throws IOException;

        abstract T readThing() throws IOException;

        final T take() throws IOException {
            left--;
            return readThing();
        }

        final boolean hasMore() {
            return left > 0;
        }
    }

    private record Head<T>(SortKey key, int run, Cursor<T> cursor) {}

    private static final class Merge<T> implements Iterator<T> {
        private final PriorityQueue<Head<T>> heads = new PriorityQueue<>(
                Comparator.comparing((Head<T> head) -> head.key()).thenComparingInt(Head::run));

        Merge(List<Run<T>> runs) {
            for (int i = 0; i < runs.size(); i++) {
                advance(runs.get(i).open(), i);
            }
        }

        private void advance(Cursor<T> cursor, int run) {
            try {
                if (cursor.hasMore()) {
                    heads.add(new Head<>(cursor.readKey(), run, cursor));
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
            Head<T> head = heads.remove();
            try {
                T thing = head.cursor().take();
                advance(head.cursor(), head.run());
                return thing;
            } catch (IOException lost) {
                throw new UncheckedIOException("what was laid aside cannot be read again", lost);
            }
        }
    }
}
