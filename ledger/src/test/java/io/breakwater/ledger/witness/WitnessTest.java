package io.breakwater.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.keys.KeyException;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.MemoryLog;
import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TestKeys;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: a witness cosigns only what continues the log it remembers")
class WitnessTest {
    private static final String ORIGIN = "a.example/log";
    private static final Instant NOW = Instant.parse("2026-11-21T03:12:00Z");

    @TempDir
    private Path temp;

    private final MemoryLog log = new MemoryLog();
    private final TestKeys keys = TestKeys.log(ORIGIN);
    private NoteSigner signer;
    private Witness witness;

    @BeforeEach
    void open() throws IOException {
        log.append(MemoryLog.entries(1, 10));
        signer = WitnessKeys.openOrFound(temp.resolve("keys"), "w.example", new SecureRandom());
        witness = reopened(signer);
    }

    private Witness reopened(NoteSigner by) throws IOException {
        return Witness.open(by, List.of(Trust.in(keys.key())), temp.resolve("memory"), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() throws IOException {
        witness.close();
    }

    private SignedNote head() {
        return keys.note(log.head(ORIGIN).text());
    }

    private Answer ask(long oldSize, List<Hash> proof, SignedNote head) {
        return witness.handle(new AddCheckpoint(oldSize, proof, head).format());
    }

    private Answer askFrom(long oldSize) {
        List<Hash> proof = oldSize == 0 ? List.of() : new ProofBuilder(log, log.size()).consistency(oldSize);
        return ask(oldSize, proof, head());
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void assertCosigned(Answer answer, SignedNote head) {
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        NoteSignature cosignature = NoteSignature.parse(text(answer).stripTrailing());
        Trust cosigned = Trust.in(keys.key()).with(List.of(signer.key()), 1);
        assertThat(cosigned.open(head.with(cosignature)).text()).isEqualTo(head.text());
        assertThat(NoteAlgorithm.time(cosignature.signature())).isEqualTo(NOW.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "old 0",
                "old 0\n",
                "old 0\n\n",
                "old\n\nHEAD",
                "old \n\nHEAD",
                "old -1\n\nHEAD",
                "old 00\n\nHEAD",
                "old 01\n\nHEAD",
                "old  0\n\nHEAD",
                "old 0 \n\nHEAD",
                "Old 0\n\nHEAD",
                "old 9223372036854775808\n\nHEAD",
                "old 99999999999999999999\n\nHEAD",
                "old 0\r\n\r\nHEAD",
                "old 0\nAAAA\n\nHEAD",
                "old 0\nnot base64\n\nHEAD",
                "old 0\n\n\nHEAD",
                "old 0\n\na.example/log\n1\nAAAA\n",
                "old 0\n\nhello\n\n— a.example/log AAAAAAAA\n"
            })
    void aMalformedRequest_is400(String request) {
        byte[] body = request.replace("HEAD", head().format()).getBytes(StandardCharsets.UTF_8);
        assertThat(witness.handle(body).status()).isEqualTo(400);
        assertThat(witness.monitor(WitnessMemory.originHash(ORIGIN)).status()).isEqualTo(404);
    }

    @Test
    void moreThan63Hashes_are400() {
        String hashes = (Hash.EMPTY_ROOT.base64() + "\n").repeat(64);
        byte[] body = ("old 1\n" + hashes + "\n" + head().format()).getBytes(StandardCharsets.UTF_8);
        assertThat(witness.handle(body).status()).isEqualTo(400);
    }

    @Test
    void anEndlessRequest_is400Unread() {
        assertThat(witness.handle(new byte[AddCheckpoint.LONGEST + 1]).status()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8_are400() {
        assertThat(witness.handle(new byte[] {(byte) 0xFF, '\n', '\n'}).status())
                .isEqualTo(400);
    }

    @Test
    void anUnknownLog_is404() {
        TestKeys other = TestKeys.log("b.example/log");
        SignedNote head = other.note(log.head("b.example/log").text());
        assertThat(ask(0, List.of(), head).status()).isEqualTo(404);
    }

    @Test
    void aHeadSignedByAnotherKey_is403() {
        SignedNote head = TestKeys.log(ORIGIN).note(log.head(ORIGIN).text());
        assertThat(ask(0, List.of(), head).status()).isEqualTo(403);
    }

    @Test
    void aHeadWhoseSignatureDoesNotHold_is403() {
        NoteSignature other = keys.sign("other\n");
        SignedNote head = new SignedNote(log.head(ORIGIN).text(), List.of(other));
        assertThat(ask(0, List.of(), head).status()).isEqualTo(403);
        assertThat(ask(0, List.of(), head().with(other)).status()).isEqualTo(403);
    }

    @Test
    void anOldSizeAboveTheHeads_is400() {
        assertThat(ask(11, List.of(), head()).status()).isEqualTo(400);
    }

    @Test
    void anOldSizeThatIsNotRemembered_is409_andNamesTheSize() {
        Answer first = ask(3, List.of(), head());
        assertThat(first.status()).isEqualTo(409);
        assertThat(first.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(text(first)).isEqualTo("0\n");
        askFrom(0);
        log.append(MemoryLog.entries(2, 5));
        assertThat(text(askFrom(0))).isEqualTo("10\n");
        assertThat(text(askFrom(4))).isEqualTo("10\n");
        assertThat(askFrom(15).status()).isEqualTo(409);
    }

    @Test
    void aProofFromNothing_is422() {
        assertThat(ask(0, List.of(Hash.EMPTY_ROOT), head()).status()).isEqualTo(422);
    }

    @Test
    void anEmptyLogWithAnotherRoot_is422() {
        SignedNote head = keys.note(new Checkpoint(ORIGIN, 0, Hash.leaf(new byte[0])).text());
        assertThat(ask(0, List.of(), head).status()).isEqualTo(422);
    }

    @Test
    void aLogThatWasRewritten_is422_andTheMemoryStays() {
        askFrom(0);
        MemoryLog forged = MemoryLog.random(66, 15);
        SignedNote head = keys.note(forged.head(ORIGIN).text());
        List<Hash> proof = new ProofBuilder(forged, 15).consistency(10);
        assertThat(ask(10, proof, head).status()).isEqualTo(422);
        assertThat(ask(10, List.of(), head).status()).isEqualTo(422);
        log.append(MemoryLog.entries(2, 5));
        assertCosigned(askFrom(10), head());
    }

    @Test
    void theSameSizeWithAnotherRoot_is422() {
        askFrom(0);
        SignedNote fork = keys.note(MemoryLog.random(66, 10).head(ORIGIN).text());
        assertThat(ask(10, List.of(), fork).status()).isEqualTo(422);
    }

    @Test
    void aSmallerLog_isNeverCosigned() {
        askFrom(0);
        SignedNote older = keys.note(MemoryLog.random(1, 9).head(ORIGIN).text());
        assertThat(ask(9, List.of(), older).status()).isEqualTo(409);
        assertThat(ask(10, List.of(), older).status()).isEqualTo(400);
    }

    @Test
    void whatContinues_isCosigned() {
        assertCosigned(askFrom(0), head());
        assertCosigned(askFrom(10), head());
        for (int more : new int[] {1, 300, 2}) {
            long before = log.size();
            log.append(MemoryLog.entries(more, more));
            assertCosigned(askFrom(before), head());
        }
    }

    @Test
    void anEmptyLog_isCosigned_andMayGrow() {
        SignedNote empty = keys.note(new MemoryLog().head(ORIGIN).text());
        assertCosigned(ask(0, List.of(), empty), empty);
        assertCosigned(askFrom(0), head());
    }

    @Test
    void itsMemory_outlivesIt() throws IOException {
        askFrom(0);
        witness.close();
        witness = reopened(signer);
        SignedNote fork = keys.note(MemoryLog.random(66, 10).head(ORIGIN).text());
        assertThat(ask(0, List.of(), head()).status()).isEqualTo(409);
        assertThat(ask(10, List.of(), fork).status()).isEqualTo(422);
        assertCosigned(askFrom(10), head());
    }

    @Test
    void whatItCannotRemember_itDoesNotCosign() throws IOException {
        Path memory = temp.resolve("memory").resolve(WitnessMemory.originHash(ORIGIN));
        Files.createDirectories(memory.resolve("in-the-way"));
        Answer answer = askFrom(0);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).doesNotContain("—");
    }

    @Test
    void whatItCannotSign_itDoesNotRemember() throws IOException {
        witness.close();
        witness = reopened(new FailingSigner(signer.key()));
        assertThat(askFrom(0).status()).isEqualTo(500);
        witness.close();
        witness = reopened(signer);
        assertCosigned(askFrom(0), head());
    }

    private record FailingSigner(VerifierKey key) implements NoteSigner {
        @Override
        public byte[] sign(byte[] message) {
            throw new KeyException("the HSM is away");
        }
    }

    @Test
    void aMemoryThatCannotBeRead_stopsIt() throws IOException {
        askFrom(0);
        Files.writeString(temp.resolve("memory").resolve(WitnessMemory.originHash(ORIGIN)), "garbage");
        assertThat(askFrom(0).status()).isEqualTo(500);
        assertThat(askFrom(10).status()).isEqualTo(500);
        assertThat(witness.monitor(WitnessMemory.originHash(ORIGIN)).status()).isEqualTo(500);
    }

    @Test
    void twoWitnesses_doNotShareAMemory() {
        assertThatThrownBy(() -> reopened(signer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another witness");
    }

    @Test
    void aKeyThatIsNoWitnesss_isNotUsed() {
        NoteSigner logKey = new FailingSigner(keys.key());
        assertThatThrownBy(() -> reopened(logKey)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Of many requests from one old size to different heads, in any order, one wins; the others learn the new size. */
    @Test
    void ofRacingRequests_oneWins() throws Exception {
        askFrom(0);
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            MemoryLog branch = new MemoryLog();
            branch.append(log.entries());
            branch.append(MemoryLog.entries(100 + i, 3 + i));
            SignedNote head = keys.note(branch.head(ORIGIN).text());
            List<Hash> proof = new ProofBuilder(branch, branch.size()).consistency(10);
            requests.add(() -> ask(10, proof, head).status());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(requests)) {
                statuses.add(status.get());
            }
            assertThat(statuses)
                    .containsOnly(200, 409)
                    .filteredOn(status -> status == 200)
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void monitors_seeTheLastHeadAndBothSignatures() {
        askFrom(0);
        Answer seen = witness.monitor(WitnessMemory.originHash(ORIGIN));
        Trust cosigned = Trust.in(keys.key()).with(List.of(signer.key()), 1);
        assertThat(cosigned.open(SignedNote.parse(seen.body()))).isEqualTo(log.head(ORIGIN));
    }

    @Test
    void signaturesOfStrangers_areNotPassedOn() {
        TestKeys stranger = TestKeys.log("spam.example");
        ask(0, List.of(), head().with(stranger.sign(head().text())));
        Answer seen = witness.monitor(WitnessMemory.originHash(ORIGIN));
        assertThat(text(seen)).doesNotContain("spam.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lock", "..", "../keys/witness.pem", "a.example/log", "00"})
    void whatIsNoOriginHash_is404(String path) {
        assertThat(witness.monitor(path).status()).isEqualTo(404);
    }

    @Test
    void itsFolder_isForItsOwnerOnly_andHoldsNoRemains() throws IOException {
        askFrom(0);
        Path memory = temp.resolve("memory");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(memory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", WitnessMemory.originHash(ORIGIN));
        }
    }
}
