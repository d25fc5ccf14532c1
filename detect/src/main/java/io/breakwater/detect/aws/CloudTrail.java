package io.breakwater.detect.aws;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RecordFields;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.IsoTime;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.TrailSwitch;
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CloudTrail event: management, data, insight and network activity events, of record versions 1.x ("CloudTrail record
 * contents", AWS CloudTrail User Guide).
 */
public final class CloudTrail implements Format {
    /** The format's name. */
    public static final String NAME = "aws.cloudtrail";

    private static final FieldPath IDENTITY = FieldPath.of("userIdentity");
    private static final FieldPath EVENT_SOURCE = FieldPath.of("eventSource");
    private static final FieldPath EVENT_NAME = FieldPath.of("eventName");
    private static final FieldPath EVENT_TIME = FieldPath.of("eventTime");
    /** Where a log shipper (Logstash, for one) has moved the time. */
    private static final FieldPath SHIPPED_TIME = FieldPath.of("@timestamp");

    private static final FieldPath EVENT_ID = FieldPath.of("eventID");
    private static final FieldPath EVENT_VERSION = FieldPath.of("eventVersion");
    private static final FieldPath RECIPIENT = FieldPath.of("recipientAccountId");
    private static final FieldPath ACTOR_ACCOUNT = FieldPath.of("userIdentity.accountId");
    private static final FieldPath ADDRESS = FieldPath.of("sourceIPAddress");
    private static final byte[] TRAILS = "cloudtrail.amazonaws.com".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "1.".getBytes(StandardCharsets.US_ASCII);
    private static final FieldPath REGION = FieldPath.of("awsRegion");

    @Override
    public String name() {
        return NAME;
    }

    /**
     * An identity that is a text stands in a row of a table. Without an id, an account or an address it may be a
     * notification of S3, whose records look much the same.
     */
    @Override
    public boolean holds(EventRecord record) {
        if (!record.has(EVENT_TIME) && !record.has(SHIPPED_TIME) || record.hasText(IDENTITY)) {
            return false;
        }
        return record.has(EVENT_ID) && record.has(REGION)
                || record.has(EVENT_SOURCE)
                        && record.has(EVENT_NAME)
                        && (record.has(EVENT_ID) || record.has(RECIPIENT) || record.has(ADDRESS));
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        vitals.take(Part.ID, record, EVENT_ID);
        if (!vitals.take(Part.TIME, record, EVENT_TIME)) {
            vitals.take(Part.TIME, record, SHIPPED_TIME);
        }
        vitals.take(Part.REGION, record, REGION);
        if (!vitals.take(Part.ACCOUNT, record, RECIPIENT)) {
            vitals.take(Part.ACCOUNT, record, ACTOR_ACCOUNT);
        }
        if (vitals.is(record, EVENT_SOURCE, TRAILS)) {
            vitals.mayBeTrailSwitch();
        }
        if (record.has(EVENT_VERSION) && !vitals.startsWith(record, EVENT_VERSION, VERSION)) {
            vitals.unknownVersion();
        }
    }

    @Override
    public Optional<byte[]> restored(EventRecord item) {
        return Respelled.restored(item);
    }

    @Override
    public Optional<TrailSwitch> trailSwitch(SeenRecord seen) {
        RecordFields fields = seen.fields();
        String action = fields.text("eventName");
        boolean isOn = "StartLogging".equals(action);
        boolean isOff = "StopLogging".equals(action) || "DeleteTrail".equals(action);
        Optional<Instant> time = IsoTime.parse(fields.text("eventTime", "@timestamp"));
        if (!isOn && !isOff || time.isEmpty() || !fields.text("errorCode").isEmpty()) {
            return Optional.empty();
        }
        String trail = fields.text("requestParameters.name");
        return Optional.of(new TrailSwitch(
                time.get(),
                seen.vitals().text(Part.ACCOUNT),
                trail.substring(trail.lastIndexOf('/') + 1),
                isOn,
                fields.text("eventID")));
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        RecordFields fields = seen.fields();
        String errorCode = fields.text("errorCode");
        return new LogEvent(
                Cloud.AWS,
                NAME,
                fields.text("eventID"),
                IsoTime.parse(fields.text("eventTime", "@timestamp")).orElse(LogEvent.NO_TIME),
                fields.text("eventSource", "insightDetails.eventSource"),
                fields.text("eventName", "insightDetails.eventName"),
                seen.vitals().text(Part.ACCOUNT),
                fields.text("awsRegion"),
                outcome(fields, fields.text("eventName"), errorCode),
                errorCode,
                principal(fields),
                fields.text("sourceIPAddress"),
                fields.text("userAgent"),
                resources(fields),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    /** A failed console login has no error code: its response says so. */
    private static Outcome outcome(RecordFields fields, String action, String errorCode) {
        boolean failed = !errorCode.isEmpty()
                || !fields.text("errorMessage").isEmpty()
                || "Failure".equals(fields.text("responseElements." + action));
        return failed ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    private static Principal principal(RecordFields fields) {
        String arn = fields.text("userIdentity.arn");
        Optional<String> user = fields.some("userIdentity.userName");
        String id = fields.text(
                "userIdentity.arn", "userIdentity.principalId", "userIdentity.userName", "userIdentity.invokedBy");
        Optional<String> session = sessionName(arn);
        return new Principal(
                fields.text("userIdentity.type"),
                id,
                session.or(() -> user).orElse(id),
                fields.text("userIdentity.accountId"),
                fields.some("userIdentity.accessKeyId"),
                session,
                fields.some("userIdentity.sessionContext.sourceIdentity"),
                fields.some("userIdentity.sessionContext.sessionIssuer.arn"),
                fields.some("userIdentity.sessionContext.attributes.mfaAuthenticated")
                        .map(Boolean::parseBoolean));
    }

    private static Optional<String> sessionName(String arn) {
        int slash = arn.lastIndexOf('/');
        return arn.contains(":assumed-role/") && slash >= 0 ? Optional.of(arn.substring(slash + 1)) : Optional.empty();
    }

    /** The ARNs that the event names; keys of that name are spelled in two ways. */
    private static List<String> resources(RecordFields fields) {
        Set<String> ids = new LinkedHashSet<>(fields.texts("resources.ARN"));
        ids.addAll(fields.texts("resources.arn"));
        return List.copyOf(ids);
    }
}
