package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.Statement;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides whether a pack is what it claims to be. Needs the file and the keys to believe; no server, no database, no
 * network. Memory grows with the number of facts and files (about 100 bytes each), not with their length.
 *
 * <p>What is looked for, in this order: can it be read; did the pack key sign the manifest; is every file the one in the
 * manifest, none missing, none more; did the log key and the witnesses sign the checkpoint; is every fact in its
 * canonical form; are they all of the incident, numbered without holes and closed; is each in the log; did the log grow
 * out of what the pack before saw; is content the one that facts are bound to.
 */
public final class VerifyPack {
    private static final int MAX_KEYS_BYTES = 65_536;

    private final Question question;

    public VerifyPack(Question question) {
        this.question = question;
    }

    /**
     * Reads the whole pack.
     *
     * @throws VerificationException naming the first thing that is wrong
     */
    public Verdict verify(Path path) {
        try (PackFile pack = PackFile.open(path)) {
            return verify(pack);
        } catch (NoSuchFileException e) {
            throw new VerificationException(Kind.UNREADABLE, "There is no file " + path + ".", e);
        } catch (IOException e) {
            throw new VerificationException(Kind.UNREADABLE, "The file cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Verdict verify(PackFile pack) throws IOException {
        Trust trust = question.trust().pinned() ? question.trust() : brought(pack);
        Manifest manifest = Manifest.open(pack.bytes(PackNames.MANIFEST, Manifest.MAX_BYTES), trust.packKeys());
        Statement.Predicate claim = manifest.predicate();
        Population population =
                new Population(claim.incident(), claim.checkpoint().origin(), PackNames.MOST_FACTS);
        Files files = new Files(pack, manifest);
        files.requireListed();
        Optional<Checkpoint> unsigned = unsigned(pack);
        Optional<Proofs> proofs = unsigned.map(head -> new Proofs(head, population));
        Reading reading = new Reading(pack, population, proofs);
        reading.run(files.archiveBytes());
        files.requireUnaltered(reading);
        Findings findings = new Findings(question, trust, claim);
        findings.readable(pack.entries().size());
        findings.checkpoint(bytes(pack, PackNames.CHECKPOINT));
        requireExpected(claim.incident());
        refuse(reading.factsRefused());
        findings.population(population, bytes(pack, PackNames.POPULATION));
        refuse(reading.proofsRefused());
        findings.inclusion(population, proofs.map(Proofs::count).orElse(0L));
        findings.previous(new Growth(pack, trust), question.previousCheckpoint());
        findings.contents(population, reading.contents());
        return findings.verdict(incident(claim.incident()), population);
    }

    /** The keys that the pack brings along. */
    private static Trust brought(PackFile pack) throws IOException {
        byte[] keys = pack.bytes(PackNames.KEYS, MAX_KEYS_BYTES);
        Trust trust = Trust.of(new String(keys, StandardCharsets.UTF_8));
        return new Trust(trust.logKeys(), trust.packKeys(), trust.witnessKeys(), trust.witnessesNeeded(), false);
    }

    /** The head proofs are held against while the signature on it is still to be checked; empty when there is none. */
    private static Optional<Checkpoint> unsigned(PackFile pack) throws IOException {
        try {
            String text = SignedNote.parse(bytes(pack, PackNames.CHECKPOINT)).text();
            return Optional.of(Checkpoint.parse(text));
        } catch (io.breakwater.ledger.merkle.ProofException isRefusedLater) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(PackFile pack, String name) throws IOException {
        return pack.bytes(name, SignedNote.LARGEST);
    }

    private void requireExpected(String incident) {
        question.incident()
                .filter(expected -> !expected.value().equals(incident))
                .ifPresent(expected -> {
                    throw new VerificationException(
                            Kind.OTHER_INCIDENT, "The pack is about " + incident + ", not about " + expected + ".");
                });
    }

    private static IncidentId incident(String name) {
        try {
            return new IncidentId(name);
        } catch (BreakwaterException e) {
            throw new VerificationException(Kind.OTHER_INCIDENT, "The pack names no incident: " + e.getMessage(), e);
        }
    }

    private static void refuse(@org.jspecify.annotations.Nullable VerificationException refused) {
        if (refused != null) {
            throw refused;
        }
    }
}
