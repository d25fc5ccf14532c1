package io.breakwater.detect.bench;

import io.breakwater.detect.aws.AwsFormats;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What no scan can be faster than: inflating a corpus, and reading its events without any rule. */
public final class ScanFloor {
    private static final int HEADER = 10;
    private static final com.sun.management.OperatingSystemMXBean CPU =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private ScanFloor() {}

    /** Arguments: the corpus' folder, rounds. */
    public static void main(String[] arguments) throws IOException {
        Path corpus = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(corpus)) {
            files = walk.filter(f -> f.toString().endsWith(".gz")).sorted().toList();
        }
        ReadReport report = read(corpus, 2);
        System.out.printf(
                "%d files, %d bytes, %d unpacked, %d events%n",
                report.fileCount(), report.bytes(), report.contentBytes(), report.records());
        for (int threads = 1; threads <= 2; threads++) {
            int t = threads;
            show("inflate only (java.util.zip)", threads, report, rounds, () -> inflate(files, t));
            show(
                    "read, count events",
                    threads,
                    report,
                    rounds,
                    () -> read(corpus, t).records());
            show(
                    "read, java.util.zip only",
                    threads,
                    report,
                    rounds,
                    () -> readPlain(corpus, t).records());
        }
    }

    private static void show(String what, int threads, ReadReport report, int rounds, LongSupplier run) {
        long[] nanos = new long[rounds];
        long[] cpu = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long from = System.nanoTime();
            long cpuFrom = CPU.getProcessCpuTime();
            run.getAsLong();
            cpu[i] = CPU.getProcessCpuTime() - cpuFrom;
            nanos[i] = System.nanoTime() - from;
        }
        Arrays.sort(nanos);
        Arrays.sort(cpu);
        double seconds = nanos[rounds / 2] / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-30s %d thread(s): %7.3f s, CPU %.3f s (best %.3f) %9.0f events/s %7.0f MB/s, %9.0f events a CPU second%n",
                what,
                threads,
                seconds,
                cpu[rounds / 2] / 1e9,
                cpu[0] / 1e9,
                report.records() / seconds,
                report.contentBytes() / seconds / 1e6,
                report.records() / (cpu[rounds / 2] / 1e9));
    }

    private static ReadReport readPlain(Path corpus, int threads) {
        ReadOptions options =
                ReadOptions.of(AwsFormats.all()).withThreads(threads).withoutPlatformInflater();
        return Reading.of(List.of(Input.path(corpus)), options).run(() -> seen -> {}, Progress.NONE);
    }

    private static ReadReport read(Path corpus, int threads) {
        ReadOptions options = ReadOptions.of(AwsFormats.all()).withThreads(threads);
        return Reading.of(List.of(Input.path(corpus)), options).run(() -> seen -> {}, Progress.NONE);
    }

    private static long inflate(List<Path> files, int threads) {
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
        workers.forEach(ScanFloor::join);
        return bytes.sum();
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The corpus' files are single members with the shortest header. */
    private static long inflate(Path file, byte[] out) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] packed = Files.readAllBytes(file);
            int header = packed[3] == 0 ? HEADER : HEADER + nameLength(packed);
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
