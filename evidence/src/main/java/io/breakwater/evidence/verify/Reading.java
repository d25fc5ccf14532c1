package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.Refusals.altered;

import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.ZipForm.Entry;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a whole pack: every file is unpacked once, hashed, and looked at on the way. Facts, proofs and the rest
 * are read side by side.
 *
 * <p>What is found wrong within facts and proofs is kept, not thrown: whether the files are those of the manifest comes
 * first.
 */
final class Reading {
    private static final int THREADS = 3;
    /** Below this, starting threads takes longer than reading. */
    private static final long WORTH_THREADS_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final PackFile pack;
    private final Population population;
    private final Optional<Proofs> proofs;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final Map<String, String> contents = new HashMap<>();
    private volatile @Nullable VerificationException factsRefused;
    private volatile @Nullable VerificationException proofsRefused;
    private byte[] archive = new byte[0];

    /** A reading; without a head proofs are hashed only. */
    Reading(PackFile pack, Population population, Optional<Proofs> proofs) {
        this.pack = pack;
        this.population = population;
        this.proofs = proofs;
    }

    /** Reads everything. */
    void run(long archiveBytes) throws IOException {
        if (archiveBytes < WORTH_THREADS_BYTES) {
            runHere(archiveBytes);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Reading::daemon);
        try {
            Future<?> facts = threads.submit(task(this::readFacts));
            Future<?> lines = threads.submit(task(this::readProofs));
            Future<?> others = threads.submit(task(() -> {
                archive = pack.hashOfFirst(archiveBytes);
                readOthers();
            }));
            await(facts);
            await(lines);
            await(others);
        } finally {
            threads.shutdownNow();
        }
    }

    private void runHere(long archiveBytes) throws IOException {
        try {
            readFacts();
            readProofs();
            archive = pack.hashOfFirst(archiveBytes);
            readOthers();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while reading the pack", e);
    }

    /** SHA-256 of each file, lower-case hex. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** SHA-256 of the zip up to the manifest. */
    byte[] archive() {
        return archive;
    }

    /** Salted hashes of the content there is, by the digest in its name. */
    Map<String, String> contents() {
        return contents;
    }

    @Nullable
    VerificationException factsRefused() {
        return factsRefused;
    }

    @Nullable
    VerificationException proofsRefused() {
        return proofsRefused;
    }

    private void readFacts() throws IOException {
        try (InputStream in = pack.read(entry(PackNames.FACTS))) {
            Lines lines = new Lines(in, PackNames.FACTS, FactCodec.MAX_LEAF_BYTES);
            try {
                while (lines.next()) {
                    population.add(lines.buffer(), lines.start(), lines.length());
                }
            } catch (VerificationException e) {
                factsRefused = e;
            } finally {
                population.complete();
            }
            hashes.put(PackNames.FACTS, HexFormat.of().formatHex(lines.hash()));
        }
    }

    private void readProofs() throws IOException, InterruptedException {
        try (InputStream in = pack.read(entry(PackNames.PROOFS))) {
            Lines lines = new Lines(in, PackNames.PROOFS, Proofs.LONGEST_LINE);
            try {
                if (proofs.isPresent()) {
                    proofs.get().addAll(lines);
                }
            } catch (VerificationException e) {
                proofsRefused = e;
            }
            hashes.put(PackNames.PROOFS, HexFormat.of().formatHex(lines.hash()));
        }
    }

    private void readOthers() throws IOException {
        for (Entry entry : new TreeMap<>(pack.entries()).values()) {
            switch (entry.name()) {
                case PackNames.FACTS, PackNames.PROOFS, PackNames.MANIFEST -> {}
                default -> readOther(entry);
            }
        }
    }

    private void readOther(Entry entry) throws IOException {
        Optional<MessageDigest> salted = salted(entry);
        MessageDigest sha256 = Hashes.newSha256();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER_BYTES, entry.bytes()))];
        try (InputStream in = pack.read(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                if (salted.isPresent()) {
                    salted.get().update(buffer, 0, read);
                }
            }
        }
        hashes.put(entry.name(), HexFormat.of().formatHex(sha256.digest()));
        salted.ifPresent(digest -> contents.put(
                entry.name().substring(PackNames.CONTENT.length()),
                HexFormat.of().formatHex(digest.digest())));
    }

    /** A digest that has taken in the salt, when the file is content whose salt is there. */
    private Optional<MessageDigest> salted(Entry entry) throws IOException {
        if (!entry.name().startsWith(PackNames.CONTENT) || entry.name().endsWith(PackNames.SALT)) {
            return Optional.empty();
        }
        MessageDigest digest = Hashes.newSha256();
        Entry salt = pack.find(entry.name() + PackNames.SALT);
        if (salt != null && salt.bytes() == Hash.SIZE) {
            digest.update(pack.bytes(salt, Hash.SIZE));
        }
        return Optional.of(digest);
    }

    private Entry entry(String name) {
        Entry entry = pack.find(name);
        if (entry == null) {
            throw altered("The pack has no " + name + ".");
        }
        return entry;
    }

    /** Work that may fail as reading does. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Callable<Boolean> task(Work work) {
        return () -> {
            work.run();
            return true;
        };
    }

    private static void await(Future<?> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "verify-pack");
        thread.setDaemon(true);
        return thread;
    }
}
