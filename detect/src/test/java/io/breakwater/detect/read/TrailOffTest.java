package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a trail did not log because somebody had switched it off. */
class TrailOffTest {
    private static String change(int number, String action, String minute, String rest) {
        return Logs.event(number, "2026-08-01T03:" + minute + ":00Z")
                .replace("ec2.amazonaws.com", "cloudtrail.amazonaws.com")
                .replace("RunInstances", action)
                .replace("\"note\":", "\"name\":\"arn:aws:cloudtrail:eu-west-1:111122223333:trail/main\",\"note\":")
                .replace("\"readOnly\"", rest + "\"readOnly\"");
    }

    private static Instant at(String minute) {
        return Instant.parse("2026-08-01T03:" + minute + ":00Z");
    }

    private static List<TrailOff> off(String... events) {
        return Logs.read("[" + String.join(",", events) + "]").report().trailsOff();
    }

    @Test
    void stopAndStart_giveTheTimeBetween() {
        assertThat(off(change(1, "StopLogging", "10", ""), change(2, "StartLogging", "25", "")))
                .containsExactly(
                        new TrailOff("111122223333", "main", at("10"), java.util.Optional.of(at("25")), Logs.id(1)));
    }

    @Test
    void deletedTrail_staysOff() {
        assertThat(off(change(1, "DeleteTrail", "10", "")))
                .singleElement()
                .satisfies(off -> assertThat(off.to()).isEmpty());
    }

    @Test
    void refusedStop_isNone() {
        assertThat(off(change(1, "StopLogging", "10", "\"errorCode\":\"AccessDenied\",")))
                .isEmpty();
    }

    @Test
    void switchesDeliveredTwiceAndOutOfOrder_giveOneTime() {
        String stop = change(1, "StopLogging", "10", "");
        String start = change(2, "StartLogging", "25", "");
        assertThat(off(start, stop, start, stop))
                .hasSize(1)
                .allSatisfy(off -> assertThat(off.to()).contains(at("25")));
    }

    @Test
    void readsAboutTrails_areNoSwitches() {
        assertThat(off(change(1, "GetTrailStatus", "10", ""), change(2, "StartLogging", "11", "")))
                .isEmpty();
    }
}
