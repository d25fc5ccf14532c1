package io.breakwater.evidence.pack;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.ledger.files.DurableFiles;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.PackSealed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Makes the next pack of an incident.
 *
 * <p>Closes the population with {@code PackSealed}, waits for the checkpoint that covers it, writes the file, records
 * it. A pack whose file was lost or damaged is written again, byte for byte, by {@link #open}. One that was sealed and not
 * finished, because the server died or the disk was full in between, is finished by {@link #finishInterrupted} or when
 * somebody asks for it, whichever comes first: no number stays without its pack, unless content was erased meanwhile.
 *
 * <p>Fails with {@code NOT_FOUND} (no such incident), {@code NOT_ALLOWED} (the caller neither commands the incident nor
 * is commander, auditor, administrator or security approver), {@code JOURNAL_UNAVAILABLE} (no covering checkpoint in
 * time, or the tiles cannot be read), {@code LEDGER_ROLLED_BACK} (nothing is signed, or the tiles were altered), {@code CONFLICT} (content was erased while the pack was made: make it again), {@code STORAGE_FULL}, {@code
 * TOO_LARGE} (more facts or files than a pack may have).
 */
public final class SealPack {
    private static final long COVER_TIMEOUT_MILLIS = 30_000;
    private static final int LOOKS_FOR_WITNESSES = 60;
    private static final long BETWEEN_LOOKS_NANOS = 50_000_000;
    private static final int PAGE = 1_000;
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);
    private static final Set<Function> MAY_SEAL =
            Set.of(Function.COMMANDER, Function.AUDITOR, Function.ADMINISTRATOR, Function.SECURITY_APPROVER);

    private final Journal journal;
    private final PackHouse house;
    private final WritePack writer;
    private final LongConsumer pause;

    public SealPack(Journal journal, PackHouse house) {
        this(journal, house, LockSupport::parkNanos);
    }

    /**
     * With a pause of one's own.
     *
     * @param pause lets so many nanoseconds pass between two looks for cosignatures
     */
    SealPack(Journal journal, PackHouse house, LongConsumer pause) {
        this.journal = journal;
        this.house = house;
        this.pause = pause;
        this.writer = new WritePack(journal, house);
    }

    /**
     * Looks whether the caller may, before anything is prepared; {@link #seal} decides.
     *
     * @throws BreakwaterException {@code NOT_FOUND}, {@code NOT_ALLOWED}
     */
    public void requireMay(Caller by, IncidentId incident) {
        journal.read(tx -> {
            requireAllowed(tx, by, incident);
            return incident;
        });
    }

    /** Seals and writes; the file is complete and durable when this returns. */
    public PackRecord seal(Caller by, IncidentId incident) {
        return finish(journal.transact(tx -> close(tx, by, incident)).value());
    }

    /**
     * Finishes what was sealed and never finished, because a server died or a disk was full in between. What is younger than
     * {@link #UNDER_WAY} may still be written by whoever sealed it, and is left to them.
     */
    public void finishInterrupted() {
        List<StateStore.Stored<BegunPack>> begun = journal.read(tx -> {
            Instant old = tx.now().minus(UNDER_WAY);
            return tx.state().list(BegunPack.class, Map.of(), "", PAGE).stream()
                    .filter(stored -> stored.value().at().isBefore(old))
                    .toList();
        });
        begun.forEach(stored -> finishOrGiveUp(stored.value()));
    }

    private void finishOrGiveUp(BegunPack begun) {
        try {
            finish(begun);
        } catch (BreakwaterException e) {
            if (e.code() != Code.CONFLICT) {
                throw e;
            }
            // What it held was erased: nobody can write it any more, and its number stays without a pack.
            journal.transact(tx -> {
                tx.state().delete(BegunPack.class, PackRecord.idOf(begun.incident(), begun.pack()));
                return begun;
            });
        }
    }

    private PackRecord finish(BegunPack begun) {
        FactId closing = begun.closing();
        String checkpoint = cosigned(
                closing,
                covering(begun.incident(), begun.lastSequence(), journal.awaitCovered(closing, COVER_TIMEOUT_MILLIS)));
        PackInput input = new PackInput(
                begun.incident(),
                begun.pack(),
                begun.lastSequence(),
                checkpoint,
                previous(Checkpoint.parse(SignedNote.parse(checkpoint).text()).size()));
        WritePack.Written written = write(input);
        PackRecord record = new PackRecord(
                begun.incident(),
                input.pack(),
                input.lastSequence(),
                checkpoint,
                input.previousCheckpoint(),
                written.sizeBytes(),
                written.sha256());
        return journal.transact(tx -> remember(tx, record)).value();
    }

    /**
     * The file of a pack that was sealed: finished if it never was, and written again if it is no longer there or is not what
     * was recorded.
     *
     * @throws BreakwaterException {@code NOT_FOUND} when there is no such pack; {@code CONFLICT} when it cannot be
     *     written because content was erased since
     */
    public Path open(IncidentId incident, int pack) {
        PackRecord record = found(PackRecord.class, incident, pack)
                .or(() -> found(BegunPack.class, incident, pack).map(this::finish))
                .orElseThrow(() -> missing(incident, pack));
        Path file = file(incident, pack);
        if (!isAsRecorded(file, record)) {
            write(record.input());
        }
        return file;
    }

    private <T> Optional<T> found(Class<T> kind, IncidentId incident, int pack) {
        return journal.read(tx -> tx.state().find(kind, PackRecord.idOf(incident, pack)))
                .map(StateStore.Stored::value);
    }

    private BreakwaterException missing(IncidentId incident, int pack) {
        boolean begun = journal.read(tx -> tx.state().find(PackCount.class, incident.value()))
                .filter(count -> pack >= 1 && pack <= count.value().started())
                .isPresent();
        return begun
                ? new BreakwaterException(
                        Code.CONFLICT,
                        "pack " + pack + " of " + incident + " was sealed and never finished, and content it held was"
                                + " erased since; the next pack holds all else it held")
                : new BreakwaterException(
                        Code.NOT_FOUND, "there is no pack " + pack + " of " + incident + "; make one first");
    }

    private boolean isAsRecorded(Path file, PackRecord record) {
        try {
            return Files.exists(file)
                    && Files.size(file) == record.sizeBytes()
                    && Digests.ofFile(file).equals(record.sha256());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private BegunPack close(Transaction tx, Caller by, IncidentId id) {
        requireAllowed(tx, by, id);
        int pack = started(tx, id);
        long last = tx.lastSequence(id) + 1;
        if (last > PackNames.MOST_FACTS) {
            throw new BreakwaterException(
                    Code.TOO_LARGE,
                    "the incident has more than the " + PackNames.MOST_FACTS + " facts one pack may hold");
        }
        PackSealed sealed = new PackSealed(id, pack, last, by.person());
        BegunPack begun = new BegunPack(id, pack, last, tx.append(by.actor(), sealed), tx.now());
        tx.state().insert(PackRecord.idOf(id, pack), begun);
        return begun;
    }

    /** Numbers of packs are not used twice, even when the server died before a pack was finished. */
    private static int started(Transaction tx, IncidentId id) {
        String name = id.value();
        Optional<StateStore.Stored<PackCount>> count = tx.state().lock(PackCount.class, name);
        if (count.isEmpty()) {
            tx.state().insert(name, new PackCount(1));
            return 1;
        }
        int next = count.get().value().started() + 1;
        tx.state().update(count.get(), new PackCount(next));
        return next;
    }

    private static void requireAllowed(Transaction tx, Caller by, IncidentId id) {
        Incident incident = tx.state()
                .find(Incident.class, id.value())
                .map(StateStore.Stored::value)
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + id));
        boolean commands =
                incident.roles().getOrDefault(IncidentRole.COMMANDER, List.of()).contains(by.person());
        boolean may = tx.state()
                .find(Person.class, by.person().value())
                .map(StateStore.Stored::value)
                .filter(Person::active)
                .filter(person -> commands || person.functions().stream().anyMatch(MAY_SEAL::contains))
                .isPresent();
        if (!may) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED,
                    "a pack is made by the incident's commander, a commander, an auditor, a security approver or an"
                            + " administrator");
        }
    }

    /** A checkpoint that covers every fact up to the last: positions are not always given in the order of numbers. */
    private String covering(IncidentId incident, long last, String checkpoint) {
        String note = checkpoint;
        long size = size(note);
        for (long done = 0; done < last; ) {
            List<Recorded> page = journal.factsOf(incident, done, (int) Math.min(PAGE, last - done));
            if (page.isEmpty()) {
                throw new BreakwaterException(
                        Code.INTERNAL, "fact " + (done + 1) + " of " + incident + " is not there");
            }
            for (Recorded fact : page) {
                OptionalLong position = fact.position();
                if (position.isEmpty() || position.getAsLong() >= size) {
                    note = journal.awaitCovered(fact.envelope().id(), COVER_TIMEOUT_MILLIS);
                    size = size(note);
                }
            }
            done += page.size();
        }
        return note;
    }

    /**
     * The same head or a later one with the witnesses' signatures. Witnesses are asked beside the publishing: a pack gives
     * them a moment, about three seconds, and is made without them rather than not at all, and says who is missing.
     */
    private String cosigned(FactId closing, String checkpoint) {
        String best = checkpoint;
        for (int look = 0; look < LOOKS_FOR_WITNESSES && missing(best) > 0; look++) {
            pause.accept(BETWEEN_LOOKS_NANOS);
            String now = journal.awaitCovered(closing, COVER_TIMEOUT_MILLIS);
            // A later head that nobody cosigned yet is no better.
            best = missing(now) <= missing(best) ? now : best;
        }
        return best;
    }

    private int missing(String note) {
        return Witnessed.of(note, house.witnessKeys()).notBy().size();
    }

    private static long size(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text()).size();
    }

    private Optional<String> previous(long size) {
        return journal.read(tx -> tx.state().find(LatestPack.class, LatestPack.ID))
                .map(StateStore.Stored::value)
                .filter(latest -> latest.size() > 0 && latest.size() <= size)
                .map(LatestPack::checkpoint);
    }

    /** Two may finish the same pack at once; the record of the first one says what its file has to be. */
    private PackRecord remember(Transaction tx, PackRecord record) {
        String name = PackRecord.idOf(record.incident(), record.pack());
        if (tx.state().lock(BegunPack.class, name).isEmpty()) {
            return tx.state()
                    .find(PackRecord.class, name)
                    .map(StateStore.Stored::value)
                    .orElseThrow(() -> missing(record.incident(), record.pack()));
        }
        tx.state().delete(BegunPack.class, name);
        tx.state().insert(name, record);
        LatestPack latest = new LatestPack(record.checkpoint(), size(record.checkpoint()));
        Optional<StateStore.Stored<LatestPack>> before = tx.state().lock(LatestPack.class, LatestPack.ID);
        if (before.isEmpty()) {
            tx.state().insert(LatestPack.ID, latest);
        } else if (before.get().value().size() <= latest.size()) {
            tx.state().update(before.get(), latest);
        }
        return record;
    }

    private WritePack.Written write(PackInput input) {
        try {
            DurableFiles.createPrivateFolders(house.folder());
            return writer.write(input, file(input.incident(), input.pack()));
        } catch (IOException e) {
            throw unusable(e);
        } catch (UncheckedIOException e) {
            throw new BreakwaterException(
                    Code.JOURNAL_UNAVAILABLE,
                    "the log's tiles cannot be read at the moment; ask for the pack again when the journal is back",
                    e);
        } catch (ProofException e) {
            throw new BreakwaterException(
                    Code.LEDGER_ROLLED_BACK,
                    "the tiles of the log do not lead to its checkpoint: " + e.getMessage()
                            + ": the database was altered",
                    e);
        }
    }

    private static BreakwaterException unusable(IOException e) {
        return new BreakwaterException(
                Code.STORAGE_FULL,
                "the pack cannot be written: the server's folder of packs is full or cannot be used",
                e);
    }

    private Path file(IncidentId incident, int pack) {
        return house.folder().resolve(incident.value() + "-" + pack + ".zip");
    }
}
