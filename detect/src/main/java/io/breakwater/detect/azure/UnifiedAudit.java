package io.breakwater.detect.azure;

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
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A record of Microsoft 365's unified audit log ("Office 365 Management Activity API schema"), as the API gives it, or as
 * the {@code AuditData} of Purview's CSV export and of {@code Search-UnifiedAuditLog}.
 */
public final class UnifiedAudit implements Format {
    /** The format's name. */
    public static final String NAME = "m365.audit";

    private static final FieldPath CREATED = FieldPath.of("CreationTime");
    private static final FieldPath OPERATION = FieldPath.of("Operation");
    private static final FieldPath WORKLOAD = FieldPath.of("Workload");
    private static final FieldPath RECORD_TYPE = FieldPath.of("RecordType");
    private static final FieldPath ID = FieldPath.of("Id");
    private static final FieldPath ORGANISATION = FieldPath.of("OrganizationId");
    /** The schema's numbers of user types. */
    private static final Map<String, String> KINDS = Map.of(
            "0", "Regular",
            "1", "Reserved",
            "2", "Admin",
            "3", "DcAdmin",
            "4", "System",
            "5", "Application",
            "6", "ServicePrincipal",
            "7", "CustomPolicy",
            "8", "SystemPolicy");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(CREATED) && record.has(OPERATION) && (record.has(WORKLOAD) || record.has(RECORD_TYPE));
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        vitals.take(Part.ID, record, ID);
        vitals.take(Part.TIME, record, CREATED);
        vitals.take(Part.ACCOUNT, record, ORGANISATION);
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        RecordFields fields = seen.fields();
        Outcome outcome = outcome(fields.text("ResultStatus"));
        return new LogEvent(
                Cloud.MICROSOFT_365,
                NAME,
                fields.text("Id"),
                IsoTime.parse(fields.text("CreationTime")).orElse(LogEvent.NO_TIME),
                fields.text("Workload"),
                fields.text("Operation"),
                fields.text("OrganizationId").toLowerCase(Locale.ROOT),
                "",
                outcome,
                outcome == Outcome.FAILURE ? fields.text("LogonError", "ErrorNumber", "ResultStatus") : "",
                principal(fields),
                fields.text("ClientIP", "ClientIPAddress", "ActorIpAddress"),
                fields.text("UserAgent"),
                resources(fields),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    /** A record that does not say has been done: most of SharePoint's and Exchange's do not. */
    private static Outcome outcome(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "", "succeeded", "success", "true" -> Outcome.SUCCESS;
            case "failed", "failure", "false" -> Outcome.FAILURE;
            default -> Outcome.UNKNOWN;
        };
    }

    private static Principal principal(RecordFields fields) {
        String user = fields.text("UserId", "UserKey");
        String type = fields.text("UserType");
        return Principals.of(KINDS.getOrDefault(type, type), user, user, fields.text("OrganizationId"));
    }

    private static List<String> resources(RecordFields fields) {
        Set<String> ids = new LinkedHashSet<>();
        fields.some("ObjectId").ifPresent(ids::add);
        fields.objects("Target").forEach(target -> target.some("ID").ifPresent(ids::add));
        return List.copyOf(ids);
    }
}
