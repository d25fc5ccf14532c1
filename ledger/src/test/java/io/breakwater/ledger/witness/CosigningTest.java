package io.breakwater.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.MemoryLog;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TestKeys;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.spi.WitnessClient;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import io.breakwater.ledger.spi.WitnessClient.WitnessUnreachable;
import io.breakwater.ledger.witness.WitnessException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: a cosignature counts after it was verified")
class CosigningTest {
    private static final String ORIGIN = "a.example/log";

    @TempDir
    private Path temp;

    private final MemoryLog log = new MemoryLog();
    private final TestKeys keys = TestKeys.log(ORIGIN);
    private final List<Long> oldSizes = new ArrayList<>();
    private NoteSigner signer;
    private Witness witness;

    @BeforeEach
    void open() throws IOException {
        log.append(MemoryLog.entries(1, 10));
        signer = WitnessKeys.openOrFound(temp.resolve("keys"), "w.example", new SecureRandom());
        witness = Witness.open(signer, List.of(Trust.in(keys.key())), temp.resolve("memory"), InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        witness.close();
    }

    private SignedNote head() {
        return keys.note(log.head(ORIGIN).text());
    }

    private Cosigning toWitness() {
        return to(request -> {
            oldSizes.add(AddCheckpoint.parse(request).oldSize());
            return witness.handle(request);
        });
    }

    private Cosigning to(WitnessClient client) {
        return new Cosigning(signer.key(), client);
    }

    private void refused(Reason reason, WitnessClient client) {
        assertThatThrownBy(() -> to(client).cosign(head(), log))
                .isInstanceOfSatisfying(
                        WitnessException.class,
                        refusal -> assertThat(refusal.reason())
                                .as(refusal.getMessage())
                                .isEqualTo(reason));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWitnessThatIsDown_isUnreachable() {
        refused(Reason.UNREACHABLE, request -> {
            throw new WitnessUnreachable("connection refused");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "403, SIGNATURE_REFUSED",
        "404, LOG_UNKNOWN",
        "422, FORK",
        "400, UNEXPECTED",
        "500, UNEXPECTED",
        "204, UNEXPECTED",
        "301, UNEXPECTED"
    })
    void everyRefusal_hasItsReason(int status, Reason reason) {
        refused(reason, request -> answer(status, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "hello", "— w.example AAAA\n", "<html></html>", "— w.example AAAAAAAAAAAAAAAAAAAA\n"})
    void anAnswerThatIsNoCosignature_isRefused(String body) {
        refused(Reason.COSIGNATURE_INVALID, request -> answer(200, body));
    }

    @Test
    void anEndlessAnswer_isRefused() {
        refused(Reason.COSIGNATURE_INVALID, request -> answer(200, "—".repeat(WitnessClient.LONGEST_ANSWER)));
    }

    @Test
    void aCosignatureOfAnotherWitness_isRefused() {
        TestKeys other = TestKeys.witness("w.example");
        refused(
                Reason.COSIGNATURE_INVALID,
                request -> answer(200, other.cosign(head().text(), 1).line()));
    }

    @Test
    void aCosignatureOnAnotherHead_isRefused() {
        String other = new MemoryLog().head(ORIGIN).text();
        refused(Reason.COSIGNATURE_INVALID, request -> {
            SignedNote elsewhere = keys.note(other);
            return witness.handle(new AddCheckpoint(0, List.of(), elsewhere).format());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\n", "-1\n", "01\n", "5", "5\n\n", "99999999999999999999\n", "1e3\n"})
    void aConflictWithoutASize_isRefused(String body) {
        refused(Reason.UNEXPECTED, request -> answer(409, body));
    }

    @Test
    void aWitnessThatRemembersMoreThanWeHave_isAnAlarm() {
        refused(Reason.AHEAD_OF_US, request -> answer(409, "11\n"));
    }

    @Test
    void aWitnessThatNamesAnotherSizeEachTime_isGivenUp() {
        List<byte[]> requests = new ArrayList<>();
        refused(Reason.CONFLICT, request -> {
            requests.add(request);
            return answer(409, requests.size() % 2 + 1 + "\n");
        });
        assertThat(requests).hasSize(3);
    }

    @Test
    void aForkedLog_isToldSo() {
        toWitness().cosign(head(), log);
        MemoryLog forged = MemoryLog.random(9, 12);
        SignedNote head = keys.note(forged.head(ORIGIN).text());
        assertThatThrownBy(() -> toWitness().cosign(head, forged))
                .isInstanceOfSatisfying(
                        WitnessException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FORK));
    }

    @Test
    void aRestoredLog_isToldSo() {
        toWitness().cosign(head(), log);
        MemoryLog restored = MemoryLog.random(1, 4);
        SignedNote head = keys.note(restored.head(ORIGIN).text());
        assertThatThrownBy(() -> toWitness().cosign(head, restored))
                .hasMessageContaining("restored from a backup")
                .isInstanceOfSatisfying(
                        WitnessException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.AHEAD_OF_US));
    }

    @Test
    void headAfterHead_oneRequestEach() {
        Cosigning cosigning = toWitness();
        for (int round = 0; round < 5; round++) {
            NoteSignature cosignature = cosigning.cosign(head(), log);
            Trust trust = Trust.in(keys.key()).with(List.of(signer.key()), 1);
            assertThat(trust.open(head().with(cosignature))).isEqualTo(log.head(ORIGIN));
            log.append(MemoryLog.entries(round, 7));
        }
        assertThat(oldSizes).containsExactly(0L, 10L, 17L, 24L, 31L);
        assertThat(cosigning.witness()).isEqualTo(signer.key());
    }

    @Test
    void afterARestart_theWitnessSaysWhereItWas() {
        toWitness().cosign(head(), log);
        log.append(MemoryLog.entries(2, 300));
        toWitness().cosign(head(), log);
        assertThat(oldSizes).containsExactly(0L, 0L, 10L);
    }

    @Test
    void otherLinesInAnAnswer_areIgnored() {
        TestKeys stranger = TestKeys.witness("other.example");
        NoteSignature cosignature = to(request -> {
                    String ours = new String(witness.handle(request).body(), StandardCharsets.UTF_8);
                    return answer(200, stranger.cosign(head().text(), 1).line() + ours);
                })
                .cosign(head(), log);
        assertThat(cosignature.name()).isEqualTo("w.example");
    }
}
