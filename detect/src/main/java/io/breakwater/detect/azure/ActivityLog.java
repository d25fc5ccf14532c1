package io.breakwater.detect.azure;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.RecordFields;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.IsoTime;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.TrailSwitch;
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import io.breakwater.ledger.Hashes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of the Azure Activity Log, in the shapes of the management API (objects with {@code value} and {@code
 * localizedValue}), of a diagnostic setting (operation names in capitals), and of Log Analytics.
 */
public final class ActivityLog implements Format {
    /** The format's name. */
    public static final String NAME = "azure.activity";

    /** {@code Succeeded} here is {@code Success} there, and {@code Started} is {@code Start}. */
    private static final int STATUS_STEM = 4;

    static final int DIGEST_LENGTH = 16;
    private static final byte[][] CATEGORIES = Shapes.words(
            "Administrative",
            "Security",
            "ServiceHealth",
            "Alert",
            "Recommendation",
            "Policy",
            "Autoscale",
            "ResourceHealth",
            "Write",
            "Delete",
            "Action");
    private static final byte[][] TABLES = Shapes.words("AzureActivity");
    private static final FieldPath EVENT_TIME = FieldPath.of("eventTimestamp");
    private static final FieldPath OPERATION = FieldPath.of("operationName");
    private static final FieldPath OPERATION_OF_ROW = FieldPath.of("OperationNameValue");
    private static final FieldPath[] IDS = Shapes.paths("eventDataId", "EventDataId");
    private static final FieldPath[] TIMES = Shapes.paths("eventTimestamp", "time", "TimeGenerated");
    private static final FieldPath[] SUBSCRIPTIONS = Shapes.paths("subscriptionId", "SubscriptionId");
    private static final FieldPath[] RESOURCES = Shapes.paths("resourceId", "resourceUri", "_ResourceId", "ResourceId");
    private static final FieldPath[] TENANTS = Shapes.paths("tenantId", "TenantId");
    private static final FieldPath[] OPERATIONS =
            Shapes.paths("operationName.value", "operationName", "OperationNameValue");
    private static final byte[] SUBSCRIPTION = Shapes.words("/subscriptions/")[0];
    private static final byte[][] SWITCHES = Shapes.words(
            "Microsoft.Insights/diagnosticSettings/write",
            "Microsoft.Insights/diagnosticSettings/delete",
            "Microsoft.AADIAM/diagnosticSettings/write",
            "Microsoft.AADIAM/diagnosticSettings/delete");
    /** A setting of the subscription's own log, or of Entra's; those of single resources switch other logs. */
    private static final Pattern SETTING = Pattern.compile(
            "(?i)/?(?:subscriptions/[^/]+/)?providers/microsoft\\.(?:insights|aadiam)/diagnosticSettings/([^/]+)");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(EVENT_TIME) && record.has(OPERATION)
                || Shapes.isExported(record, CATEGORIES)
                || Shapes.isRow(record, OPERATION_OF_ROW)
                || Shapes.isRow(record, TABLES);
    }

    /** Rows of every table of Log Analytics are unpacked here, since what they are is told afterwards. */
    @Override
    public Optional<byte[]> restored(EventRecord item) {
        return PortalActivity.restored(item).or(() -> WorkspaceRow.restored(item));
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        Shapes.takeFirst(vitals, Part.ID, record, IDS);
        Shapes.takeFirst(vitals, Part.TIME, record, TIMES);
        for (FieldPath path : OPERATIONS) {
            if (vitals.isOneOf(record, path, SWITCHES)) {
                vitals.mayBeTrailSwitch();
            }
        }
        if (!Shapes.takeFirst(vitals, Part.ACCOUNT, record, SUBSCRIPTIONS) && !inResource(record, vitals)) {
            Shapes.takeFirst(vitals, Part.ACCOUNT, record, TENANTS);
        }
    }

    /** An exported record says its subscription only in the resource's path. */
    private static boolean inResource(EventRecord record, Vitals vitals) {
        for (FieldPath path : RESOURCES) {
            if (vitals.takeSegment(Part.ACCOUNT, record, path, SUBSCRIPTION)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<TrailSwitch> trailSwitch(SeenRecord seen) {
        LogEvent event = event(seen);
        Optional<String> setting = event.resources().stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        return setting.filter(name -> event.outcome() == Outcome.SUCCESS)
                .map(name -> new TrailSwitch(
                        event.time(),
                        event.account(),
                        name,
                        event.action().toLowerCase(Locale.ROOT).endsWith("/write"),
                        event.id()));
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        RecordFields fields = seen.fields();
        Claims claims = new Claims(fields);
        String action = fields.text("operationName.value", "operationName", "OperationNameValue", "OperationName");
        Instant time = fields.some("eventTimestamp", "time", "TimeGenerated")
                .flatMap(IsoTime::parse)
                .orElse(LogEvent.NO_TIME);
        String status = fields.text("status.value", "status", "resultType", "ActivityStatusValue", "ActivityStatus");
        Outcome outcome = outcome(status);
        List<String> resources = resources(fields);
        return new LogEvent(
                Cloud.AZURE,
                NAME,
                id(fields, time, action, status, resources),
                time,
                fields.some("resourceProviderName.value", "resourceProviderName", "ResourceProviderValue")
                        .orElse(provider(action)),
                action,
                seen.vitals().text(Part.ACCOUNT).toLowerCase(Locale.ROOT),
                fields.text("location"),
                outcome,
                outcome == Outcome.FAILURE ? errorCode(fields) : "",
                claims.principal(fields.text("tenantId", "TenantId")),
                fields.some("httpRequest.clientIpAddress", "callerIpAddress", "CallerIpAddress")
                        .or(claims::address)
                        .orElse(""),
                "",
                resources,
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    private static String provider(String action) {
        return action.contains("/") ? action.substring(0, action.indexOf('/')) : "";
    }

    /** Begun and accepted is not done: another event says how it ended. */
    private static Outcome outcome(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "succeeded", "success" -> Outcome.SUCCESS;
            case "failed", "failure" -> Outcome.FAILURE;
            default -> Outcome.UNKNOWN;
        };
    }

    /** {@code Forbidden}, which an export writes as {@code Failed.Forbidden}. */
    private static String errorCode(RecordFields fields) {
        String code =
                fields.text("subStatus.value", "ActivitySubstatusValue", "resultSignature", "properties.statusCode");
        return code.startsWith("Failed.") ? code.substring("Failed.".length()) : code;
    }

    private static List<String> resources(RecordFields fields) {
        return fields
                .some(
                        "resourceId",
                        "resourceUri",
                        "_ResourceId",
                        "ResourceId",
                        "authorization.scope",
                        "identity.authorization.scope")
                .stream()
                .toList();
    }

    /**
     * The correlation id, by which every shape and the portal find the event, and a digest of what else all shapes say:
     * exports leave out the id of the event, and what came by two routes has to count once.
     */
    private static String id(RecordFields fields, Instant time, String action, String status, List<String> resources) {
        String stem = status.substring(0, Math.min(STATUS_STEM, status.length()));
        String same = String.join("\n", time.toString(), action, stem, String.join("\n", resources))
                .toLowerCase(Locale.ROOT);
        String correlation = fields.text("correlationId", "CorrelationId").toLowerCase(Locale.ROOT);
        return correlation + "/"
                + Hashes.sha256Hex(same.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
    }
}
