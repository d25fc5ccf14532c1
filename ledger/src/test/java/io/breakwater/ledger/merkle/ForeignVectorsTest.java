package io.breakwater.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors and a whole log made by others. They lie beside the checkout, or these tests fail. */
@Tag("extra")
@DisplayName("R67: what others call valid is valid here, and nothing else")
class ForeignVectorsTest {
    private static final Path VECTORS = Path.of(System.getProperty("breakwater.root"), "..", "shared", "vectors");
    private static final String FOREIGN_KEY =
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    private final ObjectMapper json = new ObjectMapper();
    private int ran;

    /** Consistency of subtrees that are empty or do not begin at 0 is not in RFC 6962 and not in Breakwater. */
    @ParameterizedTest
    @CsvSource({
        "inclusion, 98, 0",
        "consistency, 98, 0",
        "subtreeinclusion, 204, 0",
        "subtreeconsistency, 118, -1",
    })
    void everyVector_isJudgedAsItsAuthorsDo(String kind, int expected, int leftOut) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> files = files(VECTORS.resolve("merkle/testdata").resolve(kind));
        for (Path file : files) {
            JsonNode vector = json.readTree(file.toFile());
            judgement(kind, vector)
                    .filter(refused -> refused != vector.get("wantErr").asBoolean())
                    .ifPresent(refused -> wrong.add(file + " refused: " + refused));
        }
        assertThat(wrong).isEmpty();
        assertThat(files).hasSizeGreaterThanOrEqualTo(expected);
        assertThat(ran).isGreaterThanOrEqualTo(leftOut == 0 ? expected : 50);
        System.out.println(kind + ": " + ran + " of " + files.size() + " vectors judged");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether it is refused; empty when the question cannot be asked here. */
    private Optional<Boolean> judgement(String kind, JsonNode vector) {
        boolean notOurs = kind.equals("subtreeconsistency")
                && (vector.get("start").asLong() != 0 || vector.get("end").asLong() == 0);
        if (notOurs) {
            return Optional.empty();
        }
        ran++;
        return Optional.of(isRefused(() -> verify(kind, vector)));
    }

    private static boolean isRefused(Runnable verification) {
        try {
            verification.run();
            return false;
        } catch (ProofException refused) {
            return true;
        }
    }

    private static void verify(String kind, JsonNode vector) {
        switch (kind) {
            case "inclusion" ->
                verifyInclusion(vector, 0, vector.get("treeSize").asLong());
            case "subtreeinclusion" -> verifySubtreeInclusion(vector);
            case "consistency" -> verifyConsistency(vector, "size1", "size2");
            default -> verifyConsistency(vector, "end", "size");
        }
    }

    /** A subtree is a tree of its own; that its start is a multiple of its span is the only thing to add. */
    private static void verifySubtreeInclusion(JsonNode vector) {
        long start = vector.get("start").asLong();
        long size = vector.get("end").asLong() - start;
        long span = size <= 1 ? 1 : Long.highestOneBit(size - 1) * 2;
        if (size < 1 || start % span != 0) {
            throw new ProofException(ProofException.Reason.SIZE_OUT_OF_RANGE, "no subtree");
        }
        verifyInclusion(vector, start, size);
    }

    private static void verifyInclusion(JsonNode vector, long start, long size) {
        long index = vector.get("leafIdx").asLong() - start;
        ProofVerifier.verifyInclusion(
                hash(vector.get("leafHash")), index, size, root(vector.get("root")), proof(vector));
    }

    private static void verifyConsistency(JsonNode vector, String older, String newer) {
        ProofVerifier.verifyConsistency(
                vector.get(older).asLong(),
                root(vector.get("root1")),
                vector.get(newer).asLong(),
                root(vector.get("root2")),
                proof(vector));
    }

    private static List<Hash> proof(JsonNode vector) {
        List<Hash> hashes = new ArrayList<>();
        vector.get("proof").forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    /** Some vectors have words in place of roots ("don't care 1"); a word stands for its own hash. */
    private static Hash root(JsonNode text) {
        byte[] bytes = Base64.getDecoder().decode(text.isNull() ? "" : text.asText());
        return bytes.length == Hash.SIZE ? Hash.of(bytes) : new TreeHasher().sha256(bytes);
    }

    private static Hash hash(JsonNode text) {
        return Hash.of(Base64.getDecoder().decode(text.isNull() ? "" : text.asText()));
    }

    @Test
    void theForeignLog_isVerifiedWhole_atEveryHeadItEverHad() throws IOException {
        Path folder = VECTORS.resolve("tessera/testdata/log");
        TileFolder log = new TileFolder(folder);
        Trust trust = Trust.in(VerifierKey.parse(FOREIGN_KEY));
        new LogVerifier(trust).verify(log);
        TreeSet<Checkpoint> heads = new TreeSet<>(java.util.Comparator.comparingLong(Checkpoint::size));
        for (int size = 0; size <= 15; size++) {
            SignedNote head = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint." + size)));
            new LogVerifier(trust).verify(log, head);
            heads.add(trust.open(head));
            assertThat(heads.last().size()).isEqualTo(size);
        }
        for (Checkpoint newer : heads) {
            assertEveryProofHolds(log, heads.headSet(newer), newer);
        }
    }

    private static void assertEveryProofHolds(TileSource log, Iterable<Checkpoint> heads, Checkpoint newer) {
        ProofBuilder builder = new ProofBuilder(log, newer.size());
        List<byte[]> entries = newer.size() == 0 ? List.of() : new TileReader(log, newer.size()).entries(0);
        for (int index = 0; index < newer.size(); index++) {
            Hash leaf = Hash.leaf(entries.get(index));
            ProofVerifier.verifyInclusion(leaf, index, builder.inclusion(index), newer);
        }
        for (Checkpoint older : heads) {
            if (older.size() > 0) {
                ProofVerifier.verifyConsistency(older, newer, builder.consistency(older.size()));
            }
        }
    }
}
