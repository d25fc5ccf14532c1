package io.breakwater.evidence;

import io.breakwater.evidence.pack.PackHouse;
import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.evidence.pack.SealPack;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.model.Caller;
import io.breakwater.model.Function;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A house with keys, a journal in memory, one witness and a packer: everything but a database and a network. */
public final class TestHouse {
    public static final Caller AUDITOR = new Caller(new PersonId("dora"), "local");

    public final TestClock clock = new TestClock();
    public final MemoryJournal journal = new MemoryJournal(clock, new Random(7));
    public final LedgerKeys keys;
    public final NoteSigner witness;
    public final TestLog log;
    public final Path folder;
    private final Path work;
    public final SealPack packer;

    public TestHouse(Path work) {
        this.work = work;
        SecureRandom random = new SecureRandom();
        keys = LedgerKeys.openOrFound(work.resolve("keys"), MemoryJournal.ORIGIN, random);
        witness = WitnessKeys.openOrFound(work.resolve("witness"), "witness.test/one", random);
        log = new TestLog(journal, keys.log(), List.of(witness));
        folder = work.resolve("packs");
        packer = new SealPack(log, packHouse());
        journal.transact(tx -> tx.state()
                .insert("dora", new Person(AUDITOR.person(), "Dora", Set.of(Function.AUDITOR), "dora", true)));
    }

    public PackHouse packHouse() {
        return new PackHouse(folder, log, keys.log().vkey(), List.of(witness.vkey()), keys.pack());
    }

    public PackRecord seal(IncidentId incident) {
        return packer.seal(AUDITOR, incident);
    }

    public Path file(PackRecord record) {
        return packer.open(record.incident(), record.pack());
    }

    /** What a reader who knows the house's keys believes. */
    public Trust trust() {
        return new Trust(
                List.of(keys.log().vkey()), List.of(keys.pack().publicPem()), List.of(witness.vkey()), 1, true);
    }

    public Verdict verify(Path pack) {
        return new VerifyPack(Question.trusting(trust())).verify(pack);
    }

    public Verdict verify(Path pack, IncidentId expected) {
        return new VerifyPack(new Question(trust(), Optional.of(expected), Optional.empty())).verify(pack);
    }

    /** Removes everything the house has on disk. */
    void clean() throws java.io.IOException {
        try (var files = java.nio.file.Files.walk(work)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(path);
            }
        }
    }
}
