package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("R92: each kind of failure has its exit code, and its sentence says what is wrong")
class EachKindTest extends SealedPackCase {
    private static final Map<Kind, Integer> EXIT_CODES = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.UNREADABLE, 20),
            Map.entry(Kind.MANIFEST_SIGNATURE, 21),
            Map.entry(Kind.FILE_ALTERED, 22),
            Map.entry(Kind.FACT_ALTERED, 23),
            Map.entry(Kind.POPULATION, 24),
            Map.entry(Kind.INCLUSION, 25),
            Map.entry(Kind.CHECKPOINT, 26),
            Map.entry(Kind.CONSISTENCY, 27),
            Map.entry(Kind.CONTENT, 28),
            Map.entry(Kind.OTHER_INCIDENT, 29),
            Map.entry(Kind.COSIGNATURE, 30)));

    /** Breaks the pack in that way, and verifies it. */
    private void broken(Kind kind) throws IOException {
        Forge forge = new Forge(pack);
        switch (kind) {
            case UNREADABLE -> verifyBytes(Arrays.copyOf(Files.readAllBytes(pack), 1_000));
            case MANIFEST_SIGNATURE ->
                house.verify(forge.write(forged, stranger().pack()));
            case FILE_ALTERED -> {
                byte[] bytes = Files.readAllBytes(pack);
                bytes[200] ^= 1;
                verifyBytes(bytes);
            }
            case CHECKPOINT ->
                verify(forge.text(PackNames.CHECKPOINT, text -> text.replaceFirst("\n[0-9]+\n", "\n1\n")));
            case COSIGNATURE -> verify(forge.lines(PackNames.CHECKPOINT, lines -> lines.remove(lines.size() - 1)));
            case FACT_ALTERED ->
                verify(forge.lines(
                        PackNames.FACTS, lines -> lines.set(3, lines.get(3).replaceFirst(":", ": "))));
            case OTHER_INCIDENT -> house.verify(pack, new IncidentId("INC-2026-0041"));
            case POPULATION -> verify(forge.withoutFact(5));
            case INCLUSION ->
                verify(forge.lines(
                        PackNames.PROOFS,
                        lines -> lines.set(2, lines.get(2).replaceFirst("\"position\":[0-9]+", "\"position\":0"))));
            case CONSISTENCY -> {
                forge.files().remove(PackNames.CONSISTENCY);
                verify(forge);
            }
            case CONTENT -> {
                forge.files().remove(PackNames.CONTENT + sample.recording().digest());
                forge.files().remove(PackNames.CONTENT + sample.recording().digest() + PackNames.SALT);
                verify(forge);
            }
        }
    }

    private void verify(Forge forge) throws IOException {
        house.verify(forge.write(forged, house.keys.pack()));
    }

    private void verifyBytes(byte[] bytes) throws IOException {
        Files.write(forged, bytes);
        house.verify(forged);
    }

    private static final Map<Kind, String> SENTENCES = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.UNREADABLE, "The file is not a"),
            Map.entry(Kind.MANIFEST_SIGNATURE, "The manifest does not hold: it is not signed by a known pack key."),
            Map.entry(Kind.FILE_ALTERED, "README.txt has another checksum than the directory says."),
            Map.entry(Kind.CHECKPOINT, "The file checkpoint is no checkpoint of the log: "),
            Map.entry(Kind.COSIGNATURE, "The checkpoint is cosigned by 0 of the 1 witnesses it takes."),
            Map.entry(Kind.FACT_ALTERED, "Fact number 4 is not in its canonical form: "),
            Map.entry(Kind.OTHER_INCIDENT, "The pack is about INC-2026-0042, not about INC-2026-0041."),
            Map.entry(
                    Kind.POPULATION,
                    "Where fact number 6 has to be, the pack has number 7: a fact is missing, doubled or out of order."),
            Map.entry(Kind.INCLUSION, "Fact number 3 is not proven to be in the log: "),
            Map.entry(
                    Kind.CONSISTENCY,
                    "The pack has a proof of growth without the earlier checkpoint, or the other way round."),
            Map.entry(Kind.CONTENT, "")));

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKind_isReached_withItsExitCodeAndItsSentence(Kind kind) {
        VerificationException refusal = catchThrowableOfType(VerificationException.class, () -> broken(kind));
        assertThat(refusal).as("must be refused").isNotNull();
        assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
        assertThat(refusal.kind().exitCode()).isEqualTo(EXIT_CODES.get(kind));
        assertThat(refusal.getMessage())
                .startsWith(SENTENCES.get(kind))
                .endsWith(".")
                .doesNotContain("\n")
                .doesNotContain("Exception")
                .doesNotContain("null");
    }

    @Test
    void exitCodes_areDistinct_andNoneMeansAnythingElse() {
        List<Integer> codes = Arrays.stream(Kind.values()).map(Kind::exitCode).toList();
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code >= 20 && code < 40);
        assertThat(EXIT_CODES.keySet()).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void exitCodes_areToldInTheDocumentation() throws IOException {
        String docs = Files.readString(Path.of(System.getProperty("breakwater.root", ".."), "docs", "cli.md"));
        String told = Arrays.stream(Kind.values())
                .map(kind -> String.valueOf(kind.exitCode()))
                .filter(code -> !docs.matches("(?s).*\\b" + code + " [a-z].*"))
                .collect(Collectors.joining(", "));
        assertThat(told).as("exit codes that docs/cli.md does not explain").isEmpty();
    }

    // What several things that are wrong at once are called: the first in the order in which it is looked for.

    @Test
    void alteredFileAndBrokenFact_isAnAlteredFile() throws IOException {
        Forge forge = new Forge(pack).lines(PackNames.FACTS, lines -> lines.remove(5));
        ObjectNode predicate = forge.predicate();
        predicate.put("lastSequence", predicate.get("lastSequence").asLong() - 1);
        assertThat(catchThrowableOfType(
                                VerificationException.class,
                                () -> house.verify(
                                        forge.write(forged, stranger().pack())))
                        .kind())
                .isEqualTo(Kind.MANIFEST_SIGNATURE);
    }

    @Test
    void expectedIncidentThatIsRight_isNoReasonToRefuse() {
        assertThat(house.verify(pack, sample.id()).facts()).isEqualTo(record.facts());
    }

    @Test
    void aSecondSignatureOfSomebodyUnknown_underTheCheckpoint_isNoReasonToRefuseTheRest() {
        assertThat(SignedNote.parse(entry(pack, PackNames.CHECKPOINT)).signatures())
                .hasSize(2);
        assertThat(Optional.of(head(pack).size())).isPresent();
    }
}
