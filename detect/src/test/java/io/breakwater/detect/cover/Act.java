package io.breakwater.detect.cover;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One event as a test wants it; what is not said is that of a change by Alice's role session at 03:20. */
public record Act(
        Cloud cloud,
        Instant time,
        String account,
        String who,
        Optional<String> key,
        Optional<String> session,
        Optional<String> sourceIdentity,
        Optional<String> issuer,
        String address,
        List<String> resources) {
    static final Instant AT_0320 = Instant.parse("2026-07-01T03:20:00Z");
    static final String ACCOUNT = "111122223333";

    static Act byAlice() {
        return new Act(
                Cloud.AWS,
                AT_0320,
                ACCOUNT,
                "arn:aws:sts::111122223333:assumed-role/Emergency/alice@example.com",
                Optional.of("ASIAEXAMPLE0000ALICE"),
                Optional.of("alice@example.com"),
                Optional.empty(),
                Optional.of("arn:aws:iam::111122223333:role/Emergency"),
                "203.0.113.7",
                List.of("arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1"));
    }

    Act at(String time) {
        return new Act(
                cloud, Instant.parse(time), account, who, key, session, sourceIdentity, issuer, address, resources);
    }

    Act in(String otherAccount) {
        return new Act(cloud, time, otherAccount, who, key, session, sourceIdentity, issuer, address, resources);
    }

    Act from(String otherAddress) {
        return new Act(cloud, time, account, who, key, session, sourceIdentity, issuer, otherAddress, resources);
    }

    Act on(String... others) {
        return new Act(cloud, time, account, who, key, session, sourceIdentity, issuer, address, List.of(others));
    }

    Act withKey(String otherKey) {
        return new Act(
                cloud, time, account, who, Optional.of(otherKey), session, sourceIdentity, issuer, address, resources);
    }

    Act session(String name) {
        return new Act(cloud, time, account, who, key, Optional.of(name), sourceIdentity, issuer, address, resources);
    }

    Act sourceIdentity(String name) {
        return new Act(cloud, time, account, who, key, session, Optional.of(name), issuer, address, resources);
    }

    Act through(String role) {
        return new Act(cloud, time, account, who, key, session, sourceIdentity, Optional.of(role), address, resources);
    }

    Act inAzureBy(String user) {
        return new Act(
                Cloud.AZURE,
                time,
                account,
                user,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                address,
                resources);
    }

    /** The event, with an id that tells it from others of the test. */
    LogEvent event() {
        return new LogEvent(
                cloud,
                "test",
                "event-at-" + time,
                time,
                "ec2.amazonaws.com",
                "AuthorizeSecurityGroupIngress",
                account,
                "eu-west-1",
                Outcome.SUCCESS,
                "",
                new Principal(
                        "AssumedRole", who, who, account, key, session, sourceIdentity, issuer, Optional.of(true)),
                address,
                "aws-cli",
                resources,
                Optional.empty(),
                new Whereabouts("test", 0),
                RawRecord.of("{}".getBytes(StandardCharsets.UTF_8)));
    }
}
