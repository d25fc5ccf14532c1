package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.evidence.TestLog;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R67, R92: what an attacker may do to a pack, with which keys, and what is said then. */
class VerifyPackTest extends SealedPackCase {
    @Test
    void file_thatIsNotThere_isUnreadable() {
        refused(Kind.UNREADABLE, () -> house.verify(work.resolve("nowhere.zip")), "There is no file");
    }

    @Test
    void file_thatIsNoZip_isUnreadable() throws IOException {
        Files.writeString(forged, "Dear auditor, all is well. ".repeat(100));
        refused(Kind.UNREADABLE, () -> house.verify(forged), "");
    }

    @Test
    void pack_signedByAnotherPackKey_isRefused() throws IOException {
        new Forge(pack).write(forged, stranger().pack());
        refused(Kind.MANIFEST_SIGNATURE, () -> house.verify(forged), "not signed by a known pack key");
    }

    @Test
    void manifest_ofAnotherPack_isRefused() throws IOException {
        Path other = house.file(house.seal(sample.id()));
        byte[] manifest = entry(other, PackNames.MANIFEST);
        List<String> names = names(pack);
        Forge.raw(
                forged,
                names,
                names.stream()
                        .map(name -> name.equals(PackNames.MANIFEST) ? manifest : entry(pack, name))
                        .toList());
        refused(Kind.FILE_ALTERED, () -> house.verify(forged), "");
    }

    @Test
    void recording_deleted_isMissed() throws IOException {
        List<String> names = names(pack).stream()
                .filter(name ->
                        !name.equals(PackNames.CONTENT + sample.recording().digest()))
                .toList();
        Forge.raw(forged, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.FILE_ALTERED, () -> house.verify(forged), "is missing from the pack");
    }

    @Test
    void recording_deletedByTheHolderOfThePackKey_isMissed() throws IOException {
        Forge forge = new Forge(pack);
        forge.files().remove(PackNames.CONTENT + sample.recording().digest());
        forge.files().remove(PackNames.CONTENT + sample.recording().digest() + PackNames.SALT);
        forge.write(forged, house.keys.pack());
        refused(Kind.CONTENT, () -> house.verify(forged), "is missing, and no erasure is on the record");
    }

    @Test
    void recording_replacedByTheHolderOfThePackKey_isFoundOut() throws IOException {
        Forge forge = new Forge(pack);
        forge.text(PackNames.CONTENT + sample.recording().digest(), text -> text.replace("select", "delete"));
        forge.write(forged, house.keys.pack());
        refused(Kind.CONTENT, () -> house.verify(forged), "is not what its fact is bound to");
    }

    @Test
    void salt_removedByTheHolderOfThePackKey_isFoundOut() throws IOException {
        Forge forge = new Forge(pack);
        forge.files().remove(PackNames.CONTENT + sample.recording().digest() + PackNames.SALT);
        forge.write(forged, house.keys.pack());
        refused(Kind.CONTENT, () -> house.verify(forged), "salt is missing");
    }

    @Test
    void content_thatNoFactNames_isRefused() throws IOException {
        Forge forge = new Forge(pack);
        forge.files().put(PackNames.CONTENT + "ab".repeat(32), new byte[] {1});
        forge.write(forged, house.keys.pack());
        refused(Kind.CONTENT, () -> house.verify(forged), "No fact is bound to");
    }

    @Test
    void file_addedWithoutTheManifest_isRefused() throws IOException {
        List<String> names = new java.util.ArrayList<>(names(pack));
        names.add(names.size() - 1, PackNames.PROOFS + "x");
        refusedRaw(Kind.UNREADABLE, names, "a file that no pack has");
        names.set(names.size() - 2, PackNames.CONTENT + "zz");
        refusedRaw(Kind.UNREADABLE, names, "a file that no pack has");
    }

    @Test
    void fileThatPacksMayHave_addedWithoutTheManifest_isRefused() throws IOException {
        List<String> names = new java.util.ArrayList<>(names(pack));
        names.add(PackNames.CONTENT + "f".repeat(64));
        names.remove(PackNames.MANIFEST);
        Collections.sort(names);
        names.add(PackNames.MANIFEST);
        refusedRaw(Kind.FILE_ALTERED, names, "which is not in the manifest");
    }

    @Test
    void pack_zippedAgainByAnotherProgram_isRefused() throws IOException {
        List<String> names = names(pack);
        Forge.raw(forged, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.FILE_ALTERED, () -> house.verify(forged), "packed again by somebody else");
    }

    @Test
    void checkpoint_ofAnotherLog_isRefused() throws IOException {
        Checkpoint head = head(pack);
        LedgerKeys stranger = stranger();
        TestLog other = new TestLog(house.journal, stranger.log(), List.of());
        new Forge(pack)
                .text(
                        PackNames.CHECKPOINT,
                        note -> other.sign(new Checkpoint("other.test/log", head.size(), head.root())))
                .write(forged, house.keys.pack());
        refused(Kind.CHECKPOINT, () -> house.verify(forged), "none of the signatures is from a known key");
    }

    @Test
    void checkpoint_ofThisKeyButAnotherOrigin_isRefused() throws IOException {
        Checkpoint head = head(pack);
        new Forge(pack)
                .text(
                        PackNames.CHECKPOINT,
                        note -> house.log.sign(new Checkpoint("other.test/log", head.size(), head.root())))
                .write(forged, house.keys.pack());
        refused(Kind.CHECKPOINT, () -> house.verify(forged), "other.test/log");
    }

    @Test
    void checkpoint_ofAnotherSizeThanTheManifestSays_isRefused() throws IOException {
        Forge forge = new Forge(pack);
        ((ObjectNode) forge.predicate().get("checkpoint")).put("size", 3);
        forge.write(forged, house.keys.pack());
        refused(Kind.CHECKPOINT, () -> house.verify(forged), "not the one the manifest was made against");
    }

    @Test
    void cosignature_thatIsFalse_isRefused() throws IOException {
        new Forge(pack).lines(PackNames.CHECKPOINT, VerifyPackTest::spoilLast).write(forged, house.keys.pack());
        refused(Kind.COSIGNATURE, () -> house.verify(forged), "does not hold");
    }

    @Test
    void cosignature_thatIsMissing_isRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.CHECKPOINT, lines -> lines.remove(lines.size() - 1))
                .write(forged, house.keys.pack());
        refused(Kind.COSIGNATURE, () -> house.verify(forged), "cosigned by 0 of the 1");
    }

    @Test
    void fact_withWhiteSpace_isRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.FACTS, lines -> lines.set(3, lines.get(3).replaceFirst(":", ": ")))
                .write(forged, house.keys.pack());
        refused(Kind.FACT_ALTERED, () -> house.verify(forged), "Fact number 4 is not in its canonical form");
    }

    @Test
    void fact_ofAnotherLog_isRefused() throws IOException {
        new Forge(pack)
                .lines(
                        PackNames.FACTS,
                        lines -> lines.set(3, lines.get(3).replace("breakwater.test/log", "x.test/log")))
                .write(forged, house.keys.pack());
        refused(Kind.FACT_ALTERED, () -> house.verify(forged), "from another log");
    }

    @Test
    void fact_ofAnotherIncident_isRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.FACTS, lines -> lines.set(3, lines.get(3).replace("INC-2026-0042", "INC-2026-0041")))
                .write(forged, house.keys.pack());
        refused(Kind.OTHER_INCIDENT, () -> house.verify(forged), "Fact number 4 belongs to another incident");
    }

    @Test
    void pack_ofAnotherIncident_isRefusedWhenTheReaderNamesOne() {
        refused(Kind.OTHER_INCIDENT, () -> house.verify(pack, new IncidentId("INC-2026-0041")), "INC-2026-0042");
        assertThat(house.verify(pack, sample.id()).incident()).isEqualTo(sample.id());
    }

    @Test
    void fact_removedByTheHolderOfThePackKey_leavesAHole() throws IOException {
        new Forge(pack).withoutFact(5).write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "Where fact number 6 has to be, the pack has number 7");
    }

    @Test
    void fact_removedAndTheOthersRenumbered_isNotInTheLog() throws IOException {
        Forge forge = new Forge(pack).withoutFact(5);
        forge.lines(PackNames.FACTS, lines -> renumber(lines, "\"incidentseq\":"));
        forge.lines(
                PackNames.FACTS,
                lines -> lines.replaceAll(
                        line -> line.replaceAll("\"lastSequence\":[0-9]+", "\"lastSequence\":" + lines.size())));
        forge.lines(PackNames.PROOFS, lines -> renumber(lines, "\"sequence\":"));
        forge.write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "Fact number 6 is not proven to be in the log");
    }

    @Test
    void tail_cutByTheHolderOfThePackKey_isMissed() throws IOException {
        Forge forge = new Forge(pack);
        long facts = record.facts();
        forge.withoutFact((int) facts - 1).withoutFact((int) facts - 2).write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "facts may be missing at the end");
    }

    @Test
    void facts_fewerThanTheManifestSays_areMissed() throws IOException {
        Forge forge = new Forge(pack);
        forge.predicate().put("lastSequence", record.facts() + 1);
        forge.write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "manifest says that there are");
    }

    @Test
    void pack_numberChanged_isRefused() throws IOException {
        Forge forge = new Forge(pack);
        forge.predicate().put("pack", 2);
        forge.write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "does not close the population as pack 2");
    }

    @Test
    void facts_reordered_areRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.FACTS, lines -> Collections.swap(lines, 2, 3))
                .write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "Where fact number 3 has to be");
    }

    @Test
    void counts_thatAreNotThoseOfTheFacts_areRefused() throws IOException {
        new Forge(pack)
                .text(
                        PackNames.POPULATION,
                        text -> text.replaceFirst("IncidentNoted.v1\":[0-9]+", "IncidentNoted.v1\":9"))
                .write(forged, house.keys.pack());
        refused(Kind.POPULATION, () -> house.verify(forged), "are not those of the facts");
    }

    @Test
    void fact_changedByTheHolderOfThePackKey_isNotInTheLog() throws IOException {
        new Forge(pack)
                .lines(PackNames.FACTS, lines -> lines.set(3, lines.get(3).replace("person:alice", "person:mallo")))
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "Fact number");
    }

    @Test
    void proofs_swappedBetweenFacts_areRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.PROOFS, lines -> {
                    Collections.swap(lines, 2, 3);
                    renumber(lines, "\"sequence\":");
                })
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "Fact number 3");
    }

    @Test
    void proof_forAnotherPosition_isRefused() throws IOException {
        new Forge(pack)
                .lines(
                        PackNames.PROOFS,
                        lines -> lines.set(2, lines.get(2).replaceFirst("\"position\":[0-9]+", "\"position\":99999")))
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "no index 99999");
    }

    @Test
    void proof_tooShortOrTooLong_isRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.PROOFS, lines -> lines.set(2, lines.get(2).replaceFirst("\"[^\"]{44}\",", "")))
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "Fact number 3");
        new Forge(pack)
                .lines(PackNames.PROOFS, lines -> lines.set(2, lines.get(2).replaceFirst("(\"[^\"]{44}\",)", "$1$1")))
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "Fact number 3");
    }

    @Test
    void proof_missing_isRefused() throws IOException {
        new Forge(pack)
                .lines(PackNames.PROOFS, lines -> lines.remove(lines.size() - 1))
                .write(forged, house.keys.pack());
        refused(Kind.INCLUSION, () -> house.verify(forged), "each needs its own");
    }

    private void refusedRaw(Kind kind, List<String> names, String sentence) throws IOException {
        List<String> there = names(pack);
        Forge.raw(
                forged,
                names,
                names.stream()
                        .map(name -> there.contains(name) ? entry(pack, name) : new byte[] {1})
                        .toList());
        refused(kind, () -> house.verify(forged), sentence);
    }

    private static void spoilLast(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        char spoilt = last.charAt(last.length() - 6) == 'A' ? 'B' : 'A';
        lines.set(lines.size() - 1, last.substring(0, last.length() - 6) + spoilt + last.substring(last.length() - 5));
    }

    private static void renumber(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, lines.get(i).replaceFirst(key + "[0-9]+", key + (i + 1)));
        }
    }

    @Test
    void archiveWhoseLengthIsNotTheOneInTheManifest_isAltered() throws IOException {
        new Forge(pack)
                .lastly(predicate -> {
                    ObjectNode archive = (ObjectNode) predicate.get("archive");
                    archive.put("bytes", archive.get("bytes").asLong() + 1);
                })
                .write(forged, house.keys.pack());
        refused(Kind.FILE_ALTERED, () -> house.verify(forged), "packed again by somebody else");
    }

    @Test
    void archiveWhoseHashIsNotTheOneInTheManifest_isAltered() throws IOException {
        new Forge(pack)
                .lastly(predicate -> ((ObjectNode) predicate.get("archive")).put("sha256", "00".repeat(32)))
                .write(forged, house.keys.pack());
        refused(Kind.FILE_ALTERED, () -> house.verify(forged), "packed again by somebody else");
    }

    @Test
    void theForgeItself_changesNothingThatIsNotAsked() throws IOException {
        new Forge(pack).write(forged, house.keys.pack());
        assertThat(house.verify(forged).facts()).isEqualTo(house.verify(pack).facts());
    }
}
