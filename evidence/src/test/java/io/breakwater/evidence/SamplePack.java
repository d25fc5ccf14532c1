package io.breakwater.evidence;

import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a sample pack and the trust file for it: {@code SamplePack <folder> [number of facts more]}. The documents'
 * commands run against it, and pictures are taken of it.
 */
public final class SamplePack {
    private SamplePack() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path work = Files.createTempDirectory("sample-house");
        TestHouse house = new TestHouse(work);
        SampleIncident earlier = new SampleIncident(house, "0041", "Payment callbacks are late").declare();
        house.seal(earlier.id());
        SampleIncident sample = new SampleIncident(house, "0042", "Orders database down: checkout answers 5xx").tell();
        if (args.length > 1) {
            sample.notes(Integer.parseInt(args[1]));
        }
        PackRecord record = house.seal(sample.id());
        Files.copy(house.file(record), folder.resolve("pack.zip"), StandardCopyOption.REPLACE_EXISTING);
        Files.write(
                folder.resolve("trust.json"),
                Json.canonical(Map.of(
                        "logKeys", List.of(house.keys.log().vkey()),
                        "packKeys", List.of(house.keys.pack().publicPem()),
                        "witnessKeys", List.of(house.witness.vkey()),
                        "witnessesNeeded", 1)));
        house.clean();
    }
}
