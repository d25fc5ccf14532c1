package io.breakwater.response.incident;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.ROOT;
import static io.breakwater.response.World.as;
import static io.breakwater.response.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.Code;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentId;
import io.breakwater.response.World;
import io.breakwater.response.incident.AttachEvidence.Attachment;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R68: what is attached, what is erased, and what no name may do")
class EvidenceTest {
    private final World world = new World();
    private final MemoryJournal journal = world.journal;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/passwd",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "..",
                ".",
                ".hidden",
                "a..b",
                "con",
                "NUL.txt",
                "a\u0000b",
                "a\nb",
                "",
                " a",
                "a ",
                "a.",
                "C:a",
                "a\u202Egpj.exe",
                "ａ.txt",
                "~root",
                "-rf"
            })
    void aNameThatIsMoreThanAPlainFileName_isRefused(String name) {
        IncidentId incident = world.declared();
        refused(
                Code.MALFORMED_NAME,
                () -> new AttachEvidence(journal)
                        .attach(as(ALICE), incident, new Attachment(name, "screenshot", Optional.empty(), new byte[] {1
                        })));
        assertThat(journal.facts(EvidenceAttached.class)).isEmpty();
    }

    @Test
    void attachments_haveALimit_andAreNotEmpty() {
        IncidentId incident = world.declared();
        AttachEvidence attach = new AttachEvidence(journal);
        refused(
                Code.TOO_LARGE,
                () -> attach.attach(
                        as(ALICE),
                        incident,
                        new Attachment("a.bin", "dump", Optional.empty(), new byte[AttachEvidence.MAX_BYTES + 1])));
        refused(
                Code.MALFORMED_REQUEST,
                () -> attach.attach(
                        as(ALICE), incident, new Attachment("a.bin", "dump", Optional.empty(), new byte[0])));
        refused(
                Code.MALFORMED_NAME,
                () -> attach.attach(
                        as(ALICE), incident, new Attachment("a.bin", "Dump!", Optional.empty(), new byte[1])));
    }

    @Test
    void evidenceForAGrantOfAnotherIncident_isRefused() {
        IncidentId incident = world.declared();
        GrantId elsewhere = world.grant(world.declared(), 5, GrantState.ENDED);
        refused(
                Code.NOT_FOUND,
                () -> new AttachEvidence(journal)
                        .attach(
                                as(ALICE),
                                incident,
                                new Attachment("a.cast", "recording", Optional.of(elsewhere), new byte[1])));
    }

    @Test
    void erasedContent_isGone_itsHashStays_andReadingIsOnTheRecord() {
        IncidentId incident = world.declared();
        String digest = world.incident(incident).title().digest();
        assertThat(new ReadContent(journal).read(as(BOB), incident, digest).bytes())
                .isNotEmpty();
        assertThat(journal.facts(EvidenceRead.class))
                .extracting(EvidenceRead::by)
                .containsExactly(BOB);

        new EraseContent(journal).erase(as(ROOT), incident, digest, "Art. 17");

        refused(Code.NOT_FOUND, () -> new ReadContent(journal).read(as(BOB), incident, digest));
        refused(Code.WRONG_STATE, () -> new EraseContent(journal).erase(as(ROOT), incident, digest, "again"));
        assertThat(journal.facts(ContentErased.class))
                .extracting(ContentErased::digest)
                .containsExactly(digest);
        assertThat(journal.facts(IncidentDeclared.class).get(0).title().digest())
                .isEqualTo(digest);
    }

    @Test
    void contentOfAnotherIncident_isNeitherReadNorErased() {
        IncidentId one = world.declared();
        String elsewhere = world.incident(world.declared()).title().digest();
        refused(Code.NOT_FOUND, () -> new ReadContent(journal).read(as(BOB), one, elsewhere));
        refused(Code.NOT_FOUND, () -> new EraseContent(journal).erase(as(ROOT), one, elsewhere, "x"));
        refused(Code.MALFORMED_NAME, () -> new ReadContent(journal).read(as(BOB), one, "../x"));
    }
}
