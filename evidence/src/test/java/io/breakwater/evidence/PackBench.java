package io.breakwater.evidence;

import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures packing and verifying; run by {@code bench/pack}. */
class PackBench {
    private static final int ROUNDS = 3;

    @TempDir
    Path work;

    @Test
    void packAndVerify() throws IOException {
        int facts = Integer.getInteger("breakwater.facts", 100_000);
        TestHouse house = new TestHouse(work);
        SampleIncident sample =
                new SampleIncident(house, "0042", "Bench").tell().notes(facts);
        long began = System.nanoTime();
        PackRecord record = house.seal(sample.id());
        report("pack", facts, System.nanoTime() - began);
        Path file = house.file(record);
        long verify = Long.MAX_VALUE;
        long bare = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            began = System.nanoTime();
            house.verify(file);
            verify = Math.min(verify, System.nanoTime() - began);
            began = System.nanoTime();
            inflateAndHash(file);
            bare = Math.min(bare, System.nanoTime() - began);
        }
        report("verify", facts, verify);
        report("inflate + SHA-256 of the same file, one thread", facts, bare);
        System.out.printf(
                "pack of %.1f MB; verify / (inflate + SHA-256) = %.2f%n",
                record.sizeBytes() / 1e6, (double) verify / bare);
    }

    private static void inflateAndHash(Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                MessageDigest sha256 = Hashes.newSha256();
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        sha256.update(buffer, 0, read);
                    }
                }
                sha256.digest();
            }
        }
    }

    private static void report(String what, int facts, long nanos) {
        System.out.printf("%-50s %8.0f ms %12.0f facts/s%n", what, nanos / 1e6, facts / (nanos / 1e9));
    }
}
