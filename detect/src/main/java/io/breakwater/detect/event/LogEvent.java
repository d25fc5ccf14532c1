package io.breakwater.detect.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small typed view of one event, the same for every cloud: what cover, follow-ups and reports read.
 *
 * @param cloud whose log
 * @param format how the record was recognised, such as {@code aws.cloudtrail} or {@code azure.activity}
 * @param id the vendor's id of the event; unique per event, the same on every delivery of it
 * @param time when it happened, by the vendor's clock (UTC)
 * @param service which service was called: {@code ec2.amazonaws.com}, {@code Microsoft.Network}
 * @param action what was called, as logged: {@code AuthorizeSecurityGroupIngress},
 *     {@code Microsoft.Network/networkSecurityGroups/securityRules/write}
 * @param account the account, subscription or tenant acted upon
 * @param region the region; empty text where the vendor has none
 * @param errorCode the vendor's code of the failure, empty text when it succeeded or none was given
 * @param principal who acted
 * @param address the source address as logged, which may be a service's name
 * @param resources ids of what was acted upon, in the log's order, without repeats
 * @param delivered when the file or message it came in was delivered, where that is known
 * @param raw the record's JSON, as it was written
 */
public record LogEvent(
        Cloud cloud,
        String format,
        String id,
        Instant time,
        String service,
        String action,
        String account,
        String region,
        Outcome outcome,
        String errorCode,
        Principal principal,
        String address,
        String userAgent,
        List<String> resources,
        Optional<Instant> delivered,
        Whereabouts where,
        RawRecord raw) {
    /** The time of an event that has none that can be read; it is never told as one. */
    public static final Instant NO_TIME = Instant.EPOCH;

    /** Characters of the names of resources: as many as the longest record of CloudTrail has. */
    private static final int RESOURCES = 256 << 10;

    private static final int WEIGHT = 600;

    /** Whatever a record holds, what is kept of it beside its own bytes is bounded. */
    public LogEvent {
        id = BoundedText.of(id);
        service = BoundedText.of(service);
        action = BoundedText.of(action);
        account = BoundedText.of(account);
        region = BoundedText.of(region);
        errorCode = BoundedText.of(errorCode);
        address = BoundedText.of(address);
        userAgent = BoundedText.of(userAgent);
        resources = bounded(resources);
    }

    /** What is left out is counted in a last entry that no grant allows: nothing is covered because there was too much of it. */
    private static List<String> bounded(List<String> names) {
        int length = 0;
        List<String> kept = new ArrayList<>(names.size());
        for (String name : names) {
            String next = BoundedText.of(name);
            length += next.length();
            if (length > RESOURCES) {
                kept.add("… and " + (names.size() - kept.size()) + " more");
                return List.copyOf(kept);
            }
            kept.add(next);
        }
        return List.copyOf(kept);
    }

    /** The same event, with its record kept elsewhere or not at all. */
    public LogEvent with(RawRecord record) {
        return new LogEvent(
                cloud, format, id, time, service, action, account, region, outcome, errorCode, principal, address,
                userAgent, resources, delivered, where, record);
    }

    /** What it takes of the memory, in bytes, about. */
    public int weight() {
        int weight = WEIGHT + raw.weight();
        for (String resource : resources) {
            weight += resource.length();
        }
        return weight + id.length() + userAgent.length() + address.length() + principal.weight();
    }
}
