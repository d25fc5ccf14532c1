package io.breakwater.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.VerifyPack;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePackTest {
    @TempDir
    Path folder;

    /** With {@code -Dbreakwater.sample=<folder>} the sample stays there, for documents and pictures. */
    @Test
    void samplePack_verifiesWithTheTrustFileBesideIt() throws IOException {
        Path kept = Path.of(System.getProperty("breakwater.sample", folder.toString()));
        SamplePack.main(new String[] {kept.toString()});
        Trust trust = Trust.read(kept.resolve("trust.json"));
        assertThat(new VerifyPack(Question.trusting(trust))
                        .verify(kept.resolve("pack.zip"))
                        .unpinned())
                .isFalse();
    }
}
