package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the name of a delivered file tells. */
class DeliveryKeyTest {
    private static final String FILE = "111122223333_CloudTrail_eu-west-1_20260801T0315Z_Ab12Cd34Ef56Gh78.json.gz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FILE,
                "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/01/" + FILE,
                "logs/AWSLogs/o-exampleorg1/111122223333/CloudTrail/eu-west-1/2026/08/01/" + FILE,
                "111122223333_CloudTrail_eu-west-1_20260801T0315Z_Ab12Cd34Ef56Gh78.json",
                "x/111122223333_CloudTrail-Insight_eu-west-1_20260801T0315Z_Ab12Cd34Ef56Gh78.json.gz"
            })
    void names_ofDeliveries_tellAccountRegionAndTime(String name) {
        assertThat(DeliveryKey.of(name))
                .contains(new DeliveryKey("111122223333", "eu-west-1", Instant.parse("2026-08-01T03:15:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trail.json",
                "1111_CloudTrail_eu-west-1_20260801T0315Z_Ab12.json.gz",
                "111122223333_CloudTrail-Digest_eu-west-1_trail_eu-west-1_20260801T031500Z.json.gz",
                "111122223333_CloudTrail_eu-west-1_20261301T0315Z_Ab12.json.gz",
                "111122223333_CloudTrail_eu-west-1_20260801T2515Z_Ab12.json.gz",
                "111122223333_CloudTrail_eu-west-1_20260801T0315Z_Ab12.json.gz.bak",
                "x111122223333_CloudTrail_eu-west-1_20260801T0315Z_Ab12.json.gz"
            })
    void otherNames_tellNothing(String name) {
        assertThat(DeliveryKey.of(name)).isEmpty();
    }
}
