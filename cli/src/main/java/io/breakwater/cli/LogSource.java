package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.EntryBundle;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.TilePath;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TlogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A place the log can be read from. */
sealed interface LogSource {
    /** The place somebody named: a pack, a folder, or by default the server. */
    static LogSource of(Cli cli, Optional<String> named) {
        if (named.isEmpty()) {
            return new OnServer(cli.server());
        }
        Path place = cli.around().workFolder().resolve(named.get());
        if (Files.isDirectory(place)) {
            requireCheckpoint(named.get(), place);
            return new InTiles(new TileFolder(place));
        }
        if (Files.isRegularFile(place)) {
            return new InPack(new PackFile(place));
        }
        throw Failure.usage(named.get() + " is neither a folder nor a pack", "Check its name.");
    }

    /** A log without a head proves nothing, and the wrong folder looks the same: so it is refused as the former. */
    private static void requireCheckpoint(String named, Path folder) {
        if (!Files.isRegularFile(folder.resolve(TileSource.CHECKPOINT))) {
            throw new Failure(
                    ProofException.Reason.TILE_MISSING.name(),
                    named + " holds no checkpoint",
                    "Is it the folder the server publishes to?",
                    LedgerCommands.LEDGER_BROKEN);
        }
    }

    /** The signed head. */
    SignedNote head();

    /** One fact as it is in the log. */
    JsonNode fact(String name);

    /** The proof of one fact, as text. */
    String proof(String name);

    /** The key this place itself gives out. */
    Optional<String> ownKey();

    /** Has the whole log checked. */
    void verifyWith(LogVerifier verifier, SignedNote head);

    private static SignedNote head(TileSource tiles) {
        return SignedNote.parse(tiles.read(TileSource.CHECKPOINT).orElseThrow(() -> missing("checkpoint")));
    }

    private static ProofException missing(String what) {
        return new ProofException(ProofException.Reason.TILE_MISSING, what + " is missing");
    }

    private static Failure notFound(String what) {
        return new Failure("NOT_FOUND", what, "`breakwater ledger head` says how many there are.", Exit.NOT_FOUND);
    }

    private static long position(String name, long size) {
        if (!name.matches("[0-9]{1,18}") || Long.parseLong(name) >= size) {
            throw notFound(
                    "there is no position " + io.breakwater.model.Texts.quoted(name) + " among " + size + " facts");
        }
        return Long.parseLong(name);
    }

    /** A running server. */
    record OnServer(ServerClient server) implements LogSource {
        private TileSource tiles() {
            return path -> server.bytesIfThere("/ledger/tiles/" + path);
        }

        @Override
        public SignedNote head() {
            return LogSource.head(tiles());
        }

        @Override
        public JsonNode fact(String name) {
            return server.read("/ledger/facts/" + ServerClient.segment(name));
        }

        @Override
        public String proof(String name) {
            return new String(server.bytes("/ledger/proofs/" + ServerClient.segment(name)), StandardCharsets.UTF_8);
        }

        @Override
        public Optional<String> ownKey() {
            return Optional.of(Documents.text(server.read("/ledger/head"), "key"))
                    .filter(key -> !key.isEmpty());
        }

        @Override
        public void verifyWith(LogVerifier verifier, SignedNote head) {
            verifier.verify(tiles(), head);
        }
    }

    /** A folder as the server publishes it. */
    record InTiles(TileSource tiles) implements LogSource {
        @Override
        public SignedNote head() {
            return LogSource.head(tiles);
        }

        @Override
        public JsonNode fact(String name) {
            long size = Checkpoint.parse(head().text()).size();
            long position = position(name, size);
            TilePath path = TilePath.inTree(TilePath.ENTRIES, position / TilePath.FULL, size);
            byte[] bundle = tiles.read(path.path())
                    .or(() -> tiles.read(path.full().path()))
                    .orElseThrow(() -> missing(path.path()));
            List<byte[]> entries = EntryBundle.unpack(bundle);
            int within = (int) (position % TilePath.FULL);
            if (within >= entries.size()) {
                throw missing("entry " + position);
            }
            return Documents.parse(entries.get(within)).orElseThrow(() -> missing("entry " + position + " as JSON"));
        }

        @Override
        public String proof(String name) {
            SignedNote note = head();
            long size = Checkpoint.parse(note.text()).size();
            return TlogProof.of(new ProofBuilder(tiles, size), position(name, size), note)
                    .format();
        }

        @Override
        public Optional<String> ownKey() {
            return Optional.empty();
        }

        @Override
        public void verifyWith(LogVerifier verifier, SignedNote head) {
            verifier.verify(tiles, head);
        }
    }

    /** The part of the log that a pack brings along. */
    record InPack(PackFile pack) implements LogSource {
        @Override
        public SignedNote head() {
            return SignedNote.parse(pack.bytes("checkpoint"));
        }

        @Override
        public JsonNode fact(String name) {
            return pack.lines("facts.ndjson")
                    .filter(fact ->
                            name.equals(Documents.text(fact, "incidentseq")) || name.equals(Documents.text(fact, "id")))
                    .findFirst()
                    .orElseThrow(() -> notFound("the pack has no fact " + name));
        }

        @Override
        public String proof(String name) {
            String number = Documents.text(fact(name), "incidentseq");
            JsonNode proof = pack.lines("proofs.ndjson")
                    .filter(line -> number.equals(Documents.text(line, "sequence")))
                    .findFirst()
                    .orElseThrow(() -> notFound("the pack has no proof of fact " + name));
            return new TlogProof(
                            Optional.empty(),
                            proof.path("position").asLong(-1),
                            Documents.texts(proof, "hashes").stream()
                                    .map(io.breakwater.ledger.merkle.Hash::ofBase64)
                                    .toList(),
                            head())
                    .format();
        }

        @Override
        public Optional<String> ownKey() {
            return Documents.parse(pack.bytes("keys.json"))
                    .flatMap(keys -> Documents.texts(keys, "logKeys").stream().findFirst());
        }

        @Override
        public void verifyWith(LogVerifier verifier, SignedNote head) {
            throw Failure.usage(
                    "a pack holds one incident and not the whole log", "Run `breakwater verify " + pack.file() + "`.");
        }
    }
}
