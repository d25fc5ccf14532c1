package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.PopulationFile;
import io.breakwater.evidence.pack.Statement;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What has been found about one pack so far: each step either adds a sentence or refuses. */
final class Findings {
    private final Trust trust;
    private final Statement.Predicate claim;
    private final boolean pinned;
    private final List<Verdict.Step> steps = new ArrayList<>();
    private Checkpoint head = new Checkpoint("nobody", 0, io.breakwater.ledger.merkle.Hash.EMPTY_ROOT);
    private Head.Witnesses witnesses = new Head.Witnesses(List.of(), List.of());
    private long contents;
    private long erased;
    private boolean grown;

    Findings(Question question, Trust trust, Statement.Predicate claim) {
        this.trust = trust;
        this.claim = claim;
        this.pinned = question.trust().pinned();
    }

    void readable(int files) {
        found("readable", "The zip holds " + files + " files and not a byte besides.");
        found(
                "manifest",
                "The manifest is signed by " + (pinned ? "a pack key you trust" : "the pack key in the pack") + ".");
        found("files", "All " + (files - 1) + " other files are those of the manifest; none is missing, none is more.");
    }

    void checkpoint(byte[] bytes) {
        Head opened = Head.of(bytes, trust, PackNames.CHECKPOINT);
        head = opened.signed(PackNames.CHECKPOINT);
        if (!Head.same(head, claim.checkpoint())) {
            throw new VerificationException(
                    Kind.CHECKPOINT, "The checkpoint is not the one the manifest was made against.");
        }
        witnesses = opened.witnesses();
        found(
                "checkpoint",
                "The log " + head.origin() + " had " + head.size() + " facts; its key signed the head, "
                        + witnesses.by().size()
                        + " of " + trust.witnessKeys().size() + " known witnesses cosigned it"
                        + (witnesses.notBy().isEmpty()
                                ? "."
                                : "; not witnessed by " + String.join(", ", witnesses.notBy()) + "."));
    }

    void population(Population population, byte[] file) {
        found("facts", "All " + population.facts() + " facts are in their canonical form.");
        population.requireClosed(claim.lastSequence(), claim.pack());
        requireCounted(population, file);
        found(
                "population",
                "They are numbered 1 to " + population.facts() + " without a hole, all of " + claim.incident()
                        + ", and the last one closes the numbering.");
    }

    private void requireCounted(Population population, byte[] file) {
        try {
            PopulationFile counted = Json.mapper().readValue(file, PopulationFile.class);
            boolean same = counted.facts() == population.facts()
                    && counted.pack() == claim.pack()
                    && counted.incident().equals(claim.incident())
                    && counted.countsByType().equals(population.countsByType());
            if (!same) {
                throw new VerificationException(
                        Kind.POPULATION, "The counts in " + PackNames.POPULATION + " are not those of the facts.");
            }
        } catch (IOException e) {
            throw new VerificationException(Kind.POPULATION, PackNames.POPULATION + " cannot be read.", e);
        }
    }

    void inclusion(Population population, long proofs) {
        if (proofs != population.facts()) {
            throw new VerificationException(
                    Kind.INCLUSION,
                    "There are " + proofs + " proofs for " + population.facts() + " facts; each needs its own.");
        }
        found("inclusion", "Each fact is proven to be in the log under that head, at its place.");
    }

    void previous(Growth growth, Optional<String> kept) throws IOException {
        Optional<Checkpoint> older = growth.proven(head);
        if (claim.previous().isPresent() != older.isPresent()
                || older.isPresent() && !Head.same(older.get(), claim.previous().get())) {
            throw Growth.refuse("The earlier checkpoint is not the one the manifest names.");
        }
        kept.ifPresent(note -> requireKept(note, older));
        grown = older.isPresent();
        found(
                "consistency",
                older.map(head -> "The log grew out of the " + head.size() + " facts that the pack before saw"
                                + (kept.isPresent() ? "; that is the checkpoint you kept." : "."))
                        .orElse("It is the first pack of this log; there is no earlier one to compare with."));
    }

    /** The reader's own copy of an earlier head must be the one the pack grows out of, or this very head. */
    private void requireKept(String note, Optional<Checkpoint> older) {
        Checkpoint kept;
        try {
            kept = Checkpoint.parse(SignedNote.parse(note).text());
        } catch (ProofException e) {
            throw new VerificationException(Kind.UNREADABLE, "The checkpoint you kept cannot be read.", e);
        }
        boolean known = kept.equals(head) || older.filter(kept::equals).isPresent();
        if (!known) {
            throw Growth.refuse("The pack grows out of "
                    + older.map(o -> "a log of " + o.size() + " facts with root "
                                    + o.root().base64())
                            .orElse("nothing")
                    + ", but the checkpoint you kept is of " + kept.size() + " facts with root "
                    + kept.root().base64() + ".");
        }
    }

    void contents(Population population, Map<String, String> present) {
        for (String digest : new TreeSet<>(population.contents().keySet())) {
            if (present.containsKey(digest)) {
                requireBound(digest, present.get(digest));
                contents++;
            } else if (population.erased().contains(digest)) {
                erased++;
            } else {
                throw content("The content " + digest
                        + ", to which a fact is bound, is missing, and no erasure is on the record.");
            }
        }
        for (String digest : new TreeSet<>(present.keySet())) {
            if (!population.contents().containsKey(digest)) {
                throw content("No fact is bound to the content " + digest + ".");
            }
        }
        found(
                "content",
                contents + " pieces of content match the hashes their facts are bound to; " + erased
                        + " were erased, each with an erasure on the record.");
    }

    private static void requireBound(String digest, @org.jspecify.annotations.Nullable String computed) {
        if (!digest.equals(computed)) {
            throw content("The content " + digest + " is not what its fact is bound to, or its salt is missing.");
        }
    }

    Verdict verdict(IncidentId incident, Population population) {
        return new Verdict(
                incident,
                claim.pack(),
                population.facts(),
                head.origin(),
                head.size(),
                head.root().base64(),
                population.sealedAt(),
                witnesses.by().size(),
                contents,
                erased,
                !pinned,
                List.copyOf(steps),
                notProven());
    }

    private List<String> notProven() {
        List<String> sentences = new ArrayList<>();
        if (!pinned) {
            sentences.add("WHO MADE IT: the keys were taken from the pack itself, so anybody could have made it."
                    + " Compare them with the house by another way and verify again with a trust file.");
        }
        if (witnesses.by().isEmpty()) {
            sentences.add("That the house keeps one log only: no known witness cosigned, so whoever holds the log key"
                    + " and the pack key could have written another history.");
        }
        if (!witnesses.by().isEmpty() && !witnesses.notBy().isEmpty()) {
            sentences.add("That every known witness saw this log: it is not witnessed by "
                    + String.join(", ", witnesses.notBy()) + ".");
        }
        if (!grown) {
            sentences.add(
                    "That the log was not rewritten before this pack: there is no earlier checkpoint to grow out of.");
        }
        sentences.add("That what a fact says is true: the proof is that it was recorded then and not changed since.");
        sentences.add(
                "That everything that happened was recorded: numbering without holes covers what reached the log.");
        sentences.add("That nothing happened afterwards: a later pack may hold more facts of this incident.");
        sentences.add("That the times are right: they are the server's clock's, bounded only by the witnesses' times.");
        sentences.add(
                "The page index.html and controls.json are signed, but they are Breakwater's reading of the facts;"
                        + " what counts is facts.ndjson.");
        return List.copyOf(sentences);
    }

    private void found(String name, String finding) {
        steps.add(new Verdict.Step(name, finding));
    }

    private static VerificationException content(String sentence) {
        return new VerificationException(Kind.CONTENT, sentence);
    }
}
