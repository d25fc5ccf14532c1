package io.breakwater.detect.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What no reader can be faster than with the JDK alone: inflating, into a buffer that stays in the cache. */
final class Floor {
    private static final int HEADER = 10;
    private static final int NAMED = 8;

    private Floor() {}

    /** How many bytes the files unpack to. */
    static long inflate(List<Path> files, int threads) {
        AtomicInteger next = new AtomicInteger();
        LongAdder bytes = new LongAdder();
        List<Thread> workers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Thread worker = new Thread(() -> {
                byte[] out = new byte[256 << 10];
                for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                    bytes.add(inflate(files.get(i), out));
                }
            });
            worker.start();
            workers.add(worker);
        }
        workers.forEach(Floor::join);
        return bytes.sum();
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The corpus' files are single members, with or without a name. */
    private static long inflate(Path file, byte[] out) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] packed = Files.readAllBytes(file);
            int header = packed[3] == NAMED ? HEADER + nameLength(packed) : HEADER;
            inflater.setInput(packed, header, packed.length - header);
            long bytes = 0;
            while (!inflater.finished()) {
                bytes += inflater.inflate(out);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }

    private static int nameLength(byte[] packed) {
        int i = HEADER;
        while (packed[i] != 0) {
            i++;
        }
        return i - HEADER + 1;
    }
}
