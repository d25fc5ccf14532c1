package io.breakwater.evidence.pack;

import io.breakwater.evidence.catalogue.Catalogue;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Writes the file of a pack. The same input, journal and keys give the same bytes.
 *
 * <p>Facts are read in pages, once for each file that is made from them; nothing holds all of them at a time.
 */
public final class WritePack {
    private static final int PAGE = 1_000;
    private static final int OTHER_FILES = 16;
    private static final String README_RESOURCE = "README.txt";

    private final Journal journal;
    private final PackHouse house;
    private final Catalogue catalogue = Catalogue.shipped();

    public WritePack(Journal journal, PackHouse house) {
        this.journal = journal;
        this.house = house;
    }

    /** The finished file: its length and lower-case hex SHA-256. */
    public record Written(long sizeBytes, String sha256) {}

    /** Writes to a file beside the target first, and moves it there when it is durable. */
    public Written write(PackInput input, Path target) throws IOException {
        Path unfinished = Files.createTempFile(target.toAbsolutePath().getParent(), ".pack", ".zip");
        try {
            Written written;
            try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                written = write(input, file);
                file.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Written write(PackInput input, FileChannel file) throws IOException {
        Checkpoint head = Checkpoint.parse(SignedNote.parse(input.checkpoint()).text());
        ProofBuilder proofs = new ProofBuilder(house.log(), head.size());
        Story story = new Story(input.incident());
        each(input, fact -> story.add(fact));
        ZipWriter zip = new ZipWriter(file);
        zip.add(PackNames.README, readme());
        zip.add(PackNames.CHECKPOINT, utf8(input.checkpoint()));
        Optional<Checkpoint> previous = input.previousCheckpoint()
                .map(note -> Checkpoint.parse(SignedNote.parse(note).text()));
        if (previous.isPresent()) {
            zip.add(PackNames.CONSISTENCY, consistency(previous.get(), head, proofs));
        }
        writeContent(zip, story);
        Evidence evidence = new Evidence(catalogue, story);
        zip.add(PackNames.CONTROLS, Json.canonical(evidence.file()));
        zip.stream(PackNames.FACTS, out -> eachIO(input, fact -> line(out, fact.leaf())));
        zip.stream(PackNames.INDEX, out -> writePage(out, input, head, story, evidence));
        zip.add(PackNames.KEYS, Json.canonical(keys(input)));
        zip.add(PackNames.POPULATION, Json.canonical(population(input, head, story)));
        if (previous.isPresent()) {
            zip.add(PackNames.PREVIOUS, utf8(input.previousCheckpoint().orElse("")));
        }
        zip.stream(PackNames.PROOFS, out -> eachIO(input, fact -> line(out, proof(fact, head, proofs))));
        zip.store(PackNames.MANIFEST, manifest(input, head, previous, story, zip));
        zip.end();
        return new Written(file.size(), HexFormat.of().formatHex(zip.hashSoFar()));
    }

    private void writeContent(ZipWriter zip, Story story) throws IOException {
        // Each has its salt beside it.
        if (2 * story.contents().size() > PackNames.MOST_FILES - OTHER_FILES) {
            throw new BreakwaterException(
                    Code.TOO_LARGE, "the incident has more content than the files one pack may hold");
        }
        for (ContentRef ref : story.contents().values()) {
            Optional<Journal.Content> content = journal.content(ref);
            if (content.isPresent()) {
                zip.add(PackNames.CONTENT + ref.digest(), content.get().bytes());
                zip.store(
                        PackNames.CONTENT + ref.digest() + PackNames.SALT,
                        content.get().salt());
            } else if (!story.erased().contains(ref.digest())) {
                throw new BreakwaterException(
                        Code.CONFLICT,
                        "content " + ref.digest() + " was erased after the pack was sealed; make the next pack");
            }
        }
    }

    private void writePage(OutputStream out, PackInput input, Checkpoint head, Story story, Evidence evidence)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        Witnessed witnessed = Witnessed.of(input.checkpoint(), house.witnessKeys());
        Page page = new Page(input, head, witnessed, story, evidence, new Texts(journal, story));
        page.write(text, rows -> eachIO(input, rows));
        text.flush();
    }

    private static byte[] proof(Recorded fact, Checkpoint head, ProofBuilder proofs) {
        OptionalLong position = fact.position();
        if (position.isEmpty() || position.getAsLong() >= head.size()) {
            throw new BreakwaterException(
                    Code.INTERNAL,
                    "the checkpoint does not cover fact " + fact.envelope().id());
        }
        List<String> hashes = proofs.inclusion(position.getAsLong()).stream()
                .map(Hash::base64)
                .toList();
        StringBuilder line = new StringBuilder("{\"hashes\":[");
        for (int i = 0; i < hashes.size(); i++) {
            line.append(i == 0 ? "\"" : ",\"").append(hashes.get(i)).append('"');
        }
        line.append("],\"position\":").append(position.getAsLong());
        line.append(",\"sequence\":")
                .append(fact.envelope().sequence().orElse(0))
                .append('}');
        return line.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] consistency(Checkpoint older, Checkpoint head, ProofBuilder proofs) {
        List<String> hashes =
                proofs.consistency(older.size()).stream().map(Hash::base64).toList();
        return Json.canonical(new ConsistencyFile(older.size(), head.size(), hashes));
    }

    private Map<String, Object> keys(PackInput input) {
        List<String> cosignedBy =
                Witnessed.of(input.checkpoint(), house.witnessKeys()).by();
        return Map.of(
                "logKeys", List.of(house.logKey()),
                "packKeys", List.of(house.pen().publicPem()),
                "witnessKeys", house.witnessKeys(),
                "witnessesNeeded", cosignedBy.size(),
                "cosignedBy", cosignedBy);
    }

    private static PopulationFile population(PackInput input, Checkpoint head, Story story) {
        String incident = input.incident().value();
        return new PopulationFile(
                incident,
                input.pack(),
                input.lastSequence(),
                story.countsByType(),
                story.closedBy(),
                story.firstTime(),
                story.lastTime(),
                new PopulationFile.Query(
                        "the journal of the log " + head.origin(),
                        "SELECT leaf FROM fact WHERE incident = '" + incident + "' AND incidentseq <= "
                                + input.lastSequence() + " ORDER BY incidentseq",
                        "every fact of " + incident + " from number 1 to number " + input.lastSequence()
                                + ", with no other condition"),
                story.sealedBy());
    }

    private byte[] manifest(PackInput input, Checkpoint head, Optional<Checkpoint> previous, Story story, ZipWriter zip)
            throws IOException {
        long bytes = zip.position();
        Statement statement = new Statement(
                PackNames.STATEMENT_TYPE,
                zip.digests().entrySet().stream()
                        .map(file -> new Statement.Subject(file.getKey(), new Statement.Digest(file.getValue())))
                        .toList(),
                PackNames.PREDICATE_TYPE,
                new Statement.Predicate(
                        input.incident().value(),
                        input.pack(),
                        input.lastSequence(),
                        story.lastTime(),
                        stated(head),
                        new Statement.Archive(bytes, HexFormat.of().formatHex(zip.hashSoFar())),
                        previous.map(WritePack::stated)));
        byte[] payload = Json.canonical(statement);
        byte[] signature = house.pen().sign(PackNames.PAYLOAD_TYPE, payload);
        return new DsseEnvelope(payload, house.pen().keyId(), signature).encode();
    }

    private static Statement.Head stated(Checkpoint head) {
        return new Statement.Head(head.origin(), head.size(), head.root().base64());
    }

    /** Work on one fact that may fail as writing does. */
    @FunctionalInterface
    interface Row {
        void write(Recorded fact) throws IOException;
    }

    private void each(PackInput input, Consumer<Recorded> row) throws IOException {
        eachIO(input, row::accept);
    }

    private void eachIO(PackInput input, Row row) throws IOException {
        for (long done = 0; done < input.lastSequence(); ) {
            int limit = (int) Math.min(PAGE, input.lastSequence() - done);
            List<Recorded> page = journal.factsOf(input.incident(), done, limit);
            if (page.isEmpty()) {
                throw missing(input, done + 1);
            }
            for (Recorded fact : page) {
                done++;
                if (fact.envelope().sequence().orElse(-1) != done) {
                    throw missing(input, done);
                }
                row.write(fact);
            }
        }
    }

    private static BreakwaterException missing(PackInput input, long number) {
        return new BreakwaterException(
                Code.INTERNAL, "fact " + number + " of " + input.incident() + " is not in the journal");
    }

    private static void line(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.write('\n');
    }

    private static byte[] readme() throws IOException {
        try (var in = WritePack.class.getResourceAsStream(README_RESOURCE)) {
            if (in == null) {
                throw new IOException("the resource " + README_RESOURCE + " is not in the jar");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
