package io.breakwater.ledger.bench;

import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.CompactRange;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.MemoryLog;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TreeHasher;
import io.breakwater.ledger.merkle.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Offline verification of many facts beside bare SHA-256 over the same bytes, in one process.
 *
 * <p>"Verified" means: the signature on the head holds, every fact's leaf hash is the one stated for its index, and the
 * root over all of them is the head's. The median of the rounds is printed; ratios are of CPU time, which a busy machine
 * distorts least, garbage collection and compiler included.
 */
public final class VerifyBench {
    private static final String ORIGIN = "bench.example/log";
    private static final int ROUNDS = 5;
    private static final com.sun.management.OperatingSystemMXBean CPU =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    /** Leaves of one task; a power of two, so that tasks are subtrees. */
    private static final int TASK = 8192;

    private final List<byte[]> facts;
    private final List<Hash> stated;
    private final long bytes;

    private VerifyBench(int count) {
        facts = new ArrayList<>(count);
        stated = new ArrayList<>(count);
        Random random = new Random(1);
        TreeHasher hasher = new TreeHasher();
        for (int i = 0; i < count; i++) {
            byte[] fact = new byte[300 + random.nextInt(301)];
            random.nextBytes(fact);
            facts.add(fact);
            stated.add(hasher.leaf(fact));
        }
        bytes = facts.stream().mapToLong(fact -> fact.length).sum();
    }

    /** Argument: how many facts; 1,000,000 without. */
    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("verify-bench");
        try {
            NoteSigner signer = LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, new SecureRandom())
                    .log();
            new VerifyBench(count).run(signer);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void run(NoteSigner signer) throws Exception {
        MemoryLog log = new MemoryLog();
        log.append(facts);
        log.put(TileSource.CHECKPOINT, signer.signNote(log.head(ORIGIN).text()).format());
        Trust trust = Trust.in(signer.key());
        Checkpoint head = log.head(ORIGIN);
        int cores = Runtime.getRuntime().availableProcessors();
        say("%,d facts, %,d bytes, Java %s, %d cores", facts.size(), bytes, Runtime.version(), cores);
        double bare = measure("bare SHA-256, one digest over all bytes, 1 thread", () -> bare(1), 0);
        measure("verified: leaves, indexes, root, 1 thread", () -> verify(head, 1), bare);
        measure("verified with every tile and bundle (LogVerifier), 1 thread", () -> whole(log, trust), bare);
        double bareAll = measure("bare SHA-256, a digest per core, all cores", () -> bare(cores), 0);
        measure("verified: leaves, indexes, root, all cores", () -> verify(head, cores), bareAll);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double measure(String what, Work work, double reference) throws Exception {
        double[] seconds = new double[ROUNDS];
        double[] cpuSeconds = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            long began = System.nanoTime();
            long cpuBegan = CPU.getProcessCpuTime();
            work.run();
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - began) / 1e9;
                cpuSeconds[round] = (CPU.getProcessCpuTime() - cpuBegan) / 1e9;
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(cpuSeconds);
        double median = cpuSeconds[ROUNDS / 2];
        String ratio = reference == 0 ? "" : String.format(Locale.ROOT, "   ratio %.2f", median / reference);
        say("%-62s %7.3f s CPU %7.3f s wall%s", what, median, seconds[ROUNDS / 2], ratio);
        return median;
    }

    private void bare(int threads) throws Exception {
        inTasks(threads, (facts.size() + threads - 1) / threads, (from, to) -> {
            MessageDigest sha256 = sha256();
            for (int i = from; i < to; i++) {
                sha256.update(facts.get(i));
            }
            return sha256.digest();
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void verify(Checkpoint head, int threads) throws Exception {
        List<CompactRange> ranges = inTasks(threads, TASK, this::range);
        CompactRange above = new CompactRange();
        List<Hash> peaks = new ArrayList<>();
        for (CompactRange range : ranges) {
            if (range.size() == TASK) {
                above.add(range.root());
            } else {
                peaks.addAll(range.peaks());
            }
        }
        peaks.addAll(0, above.peaks());
        if (!CompactRange.of(facts.size(), peaks).root().equals(head.root())) {
            throw new IllegalStateException("another root");
        }
    }

    private CompactRange range(int from, int to) {
        TreeHasher hasher = new TreeHasher();
        CompactRange range = new CompactRange();
        for (int i = from; i < to; i++) {
            Hash leaf = hasher.leaf(facts.get(i));
            if (!leaf.equals(stated.get(i))) {
                throw new IllegalStateException("fact " + i + " is another one");
            }
            range.add(leaf);
        }
        return range;
    }

    private static void whole(TileSource log, Trust trust) {
        new LogVerifier(trust).verify(log);
    }

    private interface Task<T> {
        T run(int from, int to);
    }

    private <T> List<T> inTasks(int threads, int size, Task<T> task) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int from = 0; from < facts.size(); from += size) {
            int begin = from;
            tasks.add(() -> task.run(begin, Math.min(begin + size, facts.size())));
        }
        return threads == 1 ? inOne(tasks) : inMany(threads, tasks);
    }

    private static <T> List<T> inOne(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        for (Callable<T> task : tasks) {
            results.add(task.call());
        }
        return results;
    }

    private static <T> List<T> inMany(int threads, List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
