package io.breakwater.ledger.bench;

import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.TestPostgres;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.postgres.PostgresLedger;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills a process that records facts, its database server or a part of that, with SIGKILL at random moments, and checks
 * that every fact that had a receipt is there, that incidents' numbers have no hole, that nothing was recorded twice, and
 * that every published checkpoint continues the one before.
 *
 * <p>Arguments: how many kills (1,000), seed (the time). Ends with status 1 and a sentence when anything is wrong.
 */
public final class Kill9 {
    private static final long PATIENCE_SECONDS = 90;
    private static final int CHECK_EVERY = 5;

    /** Who is killed, and how often of a hundred times. What is restarted costs, so the cheap ones come more often. */
    enum Victim {
        PART_OF_THE_DATABASE(60),
        DATABASE(25),
        WRITER(10),
        BOTH(5);

        private final int share;

        Victim(int share) {
            this.share = share;
        }
    }

    private final Path folder = TestPostgres.newFolder();
    private final Random random;
    private final LedgerKeys keys =
            LedgerKeys.openOrFound(folder.resolve("keys"), Kill9Writer.ORIGIN, new SecureRandom());
    private final Map<String, String> receipts = new ConcurrentHashMap<>();
    private final Map<Long, Hash> heads = new TreeMap<>();
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private Process writer;
    private volatile long postmaster;
    private volatile long refused;
    private long starts;

    private Kill9(Random random) {
        this.random = random;
        this.writer = startWriter();
    }

    public static void main(String[] arguments) throws Exception {
        int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("kill9: " + wanted + " kills, seed " + seed);
        Kill9 bench = new Kill9(new Random(seed));
        try {
            bench.run(wanted);
        } catch (AssertionError e) {
            System.out.println("FAILED: " + e.getMessage() + " (seed " + seed + ", kept in " + bench.folder + ")");
            bench.writer.destroyForcibly();
            System.exit(1);
        }
        TestPostgres.delete(bench.folder);
    }

    private void run(int wanted) throws Exception {
        for (int kill = 1; kill <= wanted; kill++) {
            awaitReceipt();
            // Mostly within a transaction or a recovery; sometimes after a checkpoint was signed, or while it is.
            Thread.sleep(random.nextInt(random.nextInt(6) == 0 ? 2_500 : 120));
            kill(pick());
            if (kill % CHECK_EVERY == 0 || kill == wanted) {
                checkHead();
            }
            if (kill % 50 == 0) {
                System.out.println(kill + " kills, " + receipts.size() + " receipts, published " + heads.size()
                        + " heads checked");
            }
        }
        awaitReceipt();
        writer.getOutputStream().close();
        require(writer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the writer does not end in order");
        checkAll();
        System.out.println("kills " + kills + ", receipts " + receipts.size() + ", commands refused meanwhile "
                + refused + ", facts lost 0, holes 0, doubles 0, forks 0");
    }

    private Victim pick() {
        int dice = random.nextInt(100);
        for (Victim victim : Victim.values()) {
            dice -= victim.share;
            if (dice < 0) {
                return victim;
            }
        }
        return Victim.DATABASE;
    }

    private void kill(Victim victim) throws Exception {
        kills.merge(victim, 1, Integer::sum);
        switch (victim) {
            case PART_OF_THE_DATABASE -> killPart();
            case DATABASE -> destroy(postmaster);
            case WRITER -> killWriter();
            case BOTH -> {
                destroy(postmaster);
                killWriter();
            }
        }
    }

    /** A session, or a worker such as the one that writes the log: the server then ends all of them and recovers. */
    private void killPart() {
        List<ProcessHandle> parts = ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        if (!parts.isEmpty()) {
            parts.get(random.nextInt(parts.size())).destroyForcibly();
        }
    }

    private void killWriter() throws Exception {
        writer.destroyForcibly().waitFor();
        writer = startWriter();
    }

    private static void destroy(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Process startWriter() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.util.logging.config.file="
                                    + System.getProperty("java.util.logging.config.file", ""),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Kill9Writer.class.getName(),
                            folder.toString(),
                            Long.toString(++starts * 1_000_000_000L))
                    .redirectError(folder.resolve("writer.log").toFile())
                    .start();
            Thread reader = new Thread(() -> listen(process));
            reader.setDaemon(true);
            reader.start();
            return process;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A line that was cut in the middle is no receipt anybody got. */
    private void listen(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "R" -> {
                        if (words.length == 3 && words[2].length() == 64) {
                            receipts.put(words[1], words[2]);
                        }
                    }
                    case "P" -> postmaster = Long.parseLong(words[1]);
                    default -> refused++;
                }
            }
        } catch (IOException e) {
            // Killed.
        }
    }

    /** Recovery is over when there is a receipt that was not there at the kill. */
    private void awaitReceipt() throws InterruptedException {
        int before = receipts.size();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (receipts.size() <= before) {
            require(writer.isAlive(), "the writer ended by itself; see writer.log");
            require(System.nanoTime() < deadline, "no receipt for " + PATIENCE_SECONDS + " s after a kill");
            Thread.sleep(2);
        }
    }

    private Trust trust() {
        return Trust.in(keys.log().key());
    }

    /** The head published now continues the last one that was seen. */
    private void checkHead() throws IOException {
        Path file = folder.resolve("published/checkpoint");
        if (!Files.exists(file)) {
            return;
        }
        Checkpoint head = trust().open(SignedNote.parse(Files.readAllBytes(file)));
        Hash before = heads.put(head.size(), head.root());
        require(before == null || before.equals(head.root()), "two roots were signed for size " + head.size());
        Map.Entry<Long, Hash> largest = ((TreeMap<Long, Hash>) heads).lastEntry();
        require(largest.getKey() == head.size(), "the published log went back from " + largest.getKey());
        Map.Entry<Long, Hash> previous = ((TreeMap<Long, Hash>) heads).lowerEntry(head.size());
        if (previous != null) {
            List<Hash> proof = new ProofBuilder(new TileFolder(folder.resolve("published")), head.size())
                    .consistency(previous.getKey());
            ProofVerifier.verifyConsistency(previous.getKey(), previous.getValue(), head.size(), head.root(), proof);
        }
    }

    private void checkAll() throws Exception {
        try (EmbeddedPostgres postgres = Kill9Writer.postgres(folder);
                PostgresLedger ledger = Kill9Writer.ledger(folder, postgres)) {
            checkPopulations(ledger);
            // Closing signs what is left.
        }
        TileFolder published = new TileFolder(folder.resolve("published"));
        new LogVerifier(trust()).verify(published);
        checkHead();
        Checkpoint head = trust().open(SignedNote.parse(Files.readAllBytes(folder.resolve("published/checkpoint"))));
        ProofBuilder log = new ProofBuilder(published, head.size());
        Set<String> leaves = new HashSet<>();
        for (long i = 0; i < head.size(); i++) {
            require(leaves.add(log.leaf(i).hex()), "the leaf at " + i + " is in the published log twice");
        }
        receipts.forEach((fact, leaf) -> require(leaves.contains(leaf), "LOST from the published log: " + fact));
    }

    private void checkPopulations(PostgresLedger ledger) {
        Set<Long> values = new HashSet<>();
        Map<String, String> found = new ConcurrentHashMap<>();
        for (IncidentId incident : Kill9Writer.INCIDENTS) {
            long last = 0;
            List<Recorded> some = ledger.journal().factsOf(incident, last, 1_000);
            while (!some.isEmpty()) {
                for (Recorded recorded : some) {
                    require(
                            recorded.envelope().sequence().orElseThrow() == ++last,
                            "a hole in " + incident + " before "
                                    + recorded.envelope().sequence());
                    MeasureTaken fact = (MeasureTaken) recorded.envelope().fact();
                    require(values.add(fact.value()), "recorded twice: " + fact);
                    found.put(
                            recorded.envelope().id().value(),
                            Hash.leaf(recorded.leaf()).hex());
                }
                some = ledger.journal().factsOf(incident, last, 1_000);
            }
        }
        List<String> lost = new ArrayList<>();
        receipts.forEach((fact, leaf) -> {
            if (!leaf.equals(found.get(fact))) {
                lost.add(fact);
            }
        });
        require(lost.isEmpty(), "LOST " + lost.size() + " facts that had receipts: " + lost);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
