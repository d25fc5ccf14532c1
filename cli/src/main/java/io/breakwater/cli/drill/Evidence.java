package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The pack of the drill, and what the offline verifier says about it with the keys pinned. */
final class Evidence {
    private final Cast cast;
    private final Emergency emergency;
    private final Trust trust;
    private final Measures measures;

    Evidence(Cast cast, Emergency emergency, Trust trust, Measures measures) {
        this.cast = cast;
        this.emergency = emergency;
        this.trust = trust;
        this.measures = measures;
    }

    Path fetch(Path folder) {
        long started = measures.start();
        JsonNode made = cast.dana().post(emergency.path() + "/packs", Documents.object());
        byte[] zip = cast.dana().server().bytes(emergency.path() + "/packs/" + Documents.text(made, "pack"));
        measures.stop("to-pack", started);
        try {
            Files.write(folder.resolve("trust.json"), Documents.bytes(Documents.tree(new Keys(trust))));
            return Files.write(folder.resolve(emergency.id() + "-pack-" + Documents.text(made, "pack") + ".zip"), zip);
        } catch (IOException unwritable) {
            throw Failure.usage(folder + " cannot be written", "Check the disk.");
        }
    }

    Verdict verify(Path pack) {
        long started = measures.start();
        Verdict verdict = new VerifyPack(
                        new Question(trust, Optional.of(new IncidentId(emergency.id())), Optional.empty()))
                .verify(pack);
        measures.stop("to-verdict", started);
        return verdict;
    }

    /** The trust file's form. */
    record Keys(
            java.util.List<String> logKeys,
            java.util.List<String> packKeys,
            java.util.List<String> witnessKeys,
            int witnessesNeeded) {
        Keys(Trust trust) {
            this(trust.logKeys(), trust.packKeys(), trust.witnessKeys(), trust.witnessesNeeded());
        }
    }
}
