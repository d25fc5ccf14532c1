package io.breakwater.evidence.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.TestLog;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.evidence.pack.SealPack;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R67: a log that was written anew, by whoever holds which keys, and the earlier pack that contradicts it. */
class RewrittenLogTest extends SealedPackCase {
    @Test
    void log_rewrittenByTheHolderOfTheLogKeyAlone_failsAtTheManifest() throws IOException {
        Forge forge = rewritten();
        forge.write(forged, stranger().pack());
        refused(Kind.MANIFEST_SIGNATURE, () -> house.verify(forged), "");
    }

    @Test
    void log_rewrittenByTheHolderOfBothKeys_lacksTheWitness() throws IOException {
        Forge forge = rewritten();
        forge.lines(PackNames.CHECKPOINT, lines -> lines.remove(lines.size() - 1))
                .write(forged, house.keys.pack());
        refused(Kind.COSIGNATURE, () -> house.verify(forged), "0 of the 1");
    }

    @Test
    void log_rewrittenWithTheWitnessesHelp_contradictsTheEarlierPack() throws IOException {
        rewritten().write(forged, house.keys.pack());
        refused(Kind.CONSISTENCY, () -> house.verify(forged), "not proven to have grown");
    }

    @Test
    void log_rewrittenSinceACheckpointTheReaderKept_isRefused() {
        String kept = house.log.sign(new Checkpoint(MemoryJournal.ORIGIN, 4, Hash.leaf(new byte[] {9})));
        Question question = new Question(house.trust(), Optional.empty(), Optional.of(kept));
        refused(Kind.CONSISTENCY, () -> new VerifyPack(question).verify(pack), "the checkpoint you kept");
    }

    @Test
    void earlierCheckpoint_exchanged_isRefused() throws IOException {
        Checkpoint head = head(pack);
        String other = house.log.sign(new Checkpoint(MemoryJournal.ORIGIN, 4, head.root()));
        new Forge(pack).text(PackNames.PREVIOUS, note -> other).write(forged, house.keys.pack());
        refused(Kind.CONSISTENCY, () -> house.verify(forged), "");
    }

    @Test
    void earlierCheckpoint_leftOut_isRefused() throws IOException {
        Forge forge = new Forge(pack);
        forge.files().remove(PackNames.PREVIOUS);
        forge.files().remove(PackNames.CONSISTENCY);
        forge.write(forged, house.keys.pack());
        refused(Kind.CONSISTENCY, () -> house.verify(forged), "not the one the manifest names");
    }

    @Test
    void trustFile_thatDemandsMoreWitnessesThanItNames_isRefused() {
        refused(
                Kind.UNREADABLE,
                () -> Trust.of("{\"logKeys\":[],\"packKeys\":[],\"witnessKeys\":[],\"witnessesNeeded\":1}"),
                "1 of 0 witnesses");
    }

    /** A pack of the same incident in a log with another history, signed by this house's log key and witness. */
    private Forge rewritten() throws IOException {
        Path elsewhere = Files.createDirectories(work.resolve("elsewhere"));
        TestHouse other = new TestHouse(elsewhere);
        TestLog log = new TestLog(other.journal, house.keys.log(), List.of(house.witness));
        SealPack packer = new SealPack(
                log,
                new io.breakwater.evidence.pack.PackHouse(
                        other.folder, log, house.keys.log().vkey(), List.of(house.witness.vkey()), house.keys.pack()));
        SampleIncident earlier = new SampleIncident(other, "0041", "Another beginning").declare();
        packer.seal(TestHouse.AUDITOR, earlier.id());
        SampleIncident story = new SampleIncident(other, "0042", "Another story").tell();
        PackRecord made = packer.seal(TestHouse.AUDITOR, story.id());
        Forge forge = new Forge(packer.open(story.id(), made.pack()));
        byte[] honest = entry(pack, PackNames.PREVIOUS);
        forge.files().put(PackNames.PREVIOUS, honest);
        Checkpoint older = Checkpoint.parse(SignedNote.parse(honest).text());
        ((ObjectNode) forge.predicate().get("previous"))
                .put("root", older.root().base64());
        return forge;
    }

    @Test
    void proofOfGrowth_betweenOtherSizes_isRefused() throws IOException {
        for (String size : List.of("from", "to")) {
            Forge forge = new Forge(pack)
                    .text(
                            PackNames.CONSISTENCY,
                            text -> text.replaceFirst("\"" + size + "\":[0-9]+", "\"" + size + "\":7"));
            refused(
                    Kind.CONSISTENCY,
                    () -> house.verify(forge.write(forged, house.keys.pack())),
                    "about other sizes than those of the two checkpoints");
        }
    }
}
