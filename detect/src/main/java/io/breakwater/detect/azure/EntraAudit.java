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
import java.util.Optional;
import java.util.Set;

/**
 * An event of Entra's audit log, Privileged Identity Management included, as Microsoft Graph gives it ({@code
 * directoryAudit}), as a diagnostic setting wraps it, and as Log Analytics has it.
 */
public final class EntraAudit implements Format {
    /** The format's name. */
    public static final String NAME = "entra.audit";

    private static final byte[][] CATEGORIES = Shapes.words("AuditLogs");
    private static final byte[][] TABLES = Shapes.words("AuditLogs");
    private static final FieldPath ACTIVITY = FieldPath.of("activityDisplayName");
    private static final FieldPath ACTIVITY_TIME = FieldPath.of("activityDateTime");
    private static final FieldPath ACTIVITY_OF_ROW = FieldPath.of("ActivityDisplayName");
    private static final FieldPath[] IDS = Shapes.paths("properties.id", "id", "Id");
    private static final FieldPath[] TIMES =
            Shapes.paths("activityDateTime", "properties.activityDateTime", "time", "TimeGenerated");
    private static final FieldPath[] TENANTS = Shapes.paths("tenantId", "TenantId", "AADTenantId");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(ACTIVITY) && record.has(ACTIVITY_TIME)
                || Shapes.isExported(record, CATEGORIES)
                || Shapes.isRow(record, ACTIVITY_OF_ROW)
                || Shapes.isRow(record, TABLES);
    }

    @Override
    public Optional<byte[]> restored(EventRecord item) {
        return PortalAudit.restored(item);
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        Shapes.takeFirst(vitals, Part.ID, record, IDS);
        Shapes.takeFirst(vitals, Part.TIME, record, TIMES);
        Shapes.takeFirst(vitals, Part.ACCOUNT, record, TENANTS);
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        Exported fields = Exported.of(seen.fields());
        Outcome outcome = outcome(fields.text("result"));
        return new LogEvent(
                Cloud.ENTRA,
                NAME,
                seen.vitals().text(Part.ID),
                IsoTime.parse(seen.vitals().text(Part.TIME)).orElse(LogEvent.NO_TIME),
                fields.text("loggedByService"),
                fields.some("activityDisplayName").orElseGet(() -> fields.text("operationName")),
                seen.vitals().text(Part.ACCOUNT).toLowerCase(Locale.ROOT),
                "",
                outcome,
                outcome == Outcome.FAILURE ? fields.text("resultReason") : "",
                principal(fields, seen.vitals().text(Part.ACCOUNT)),
                fields.some("initiatedBy.user.ipAddress", "callerIpAddress")
                        .or(() -> fields.named("additionalDetails", "ipaddr"))
                        .orElse(""),
                fields.named("additionalDetails", "User-Agent").orElse(""),
                resources(fields),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    private static Outcome outcome(String result) {
        return switch (result.toLowerCase(Locale.ROOT)) {
            case "success" -> Outcome.SUCCESS;
            case "failure", "timeout" -> Outcome.FAILURE;
            default -> Outcome.UNKNOWN;
        };
    }

    private static Principal principal(Exported fields, String tenant) {
        Optional<String> user = fields.some("initiatedBy.user.id", "initiatedBy.user.userPrincipalName");
        String id = user.or(() -> fields.some("initiatedBy.app.servicePrincipalId", "initiatedBy.app.appId"))
                .or(() -> fields.some("initiatedBy.app.displayName", "identity"))
                .orElse("");
        String name = fields.some(
                        "initiatedBy.user.userPrincipalName",
                        "initiatedBy.user.displayName",
                        "initiatedBy.app.displayName",
                        "identity")
                .orElse(id);
        return Principals.of(user.isPresent() ? "User" : id.isEmpty() ? "" : "ServicePrincipal", id, name, tenant);
    }

    /** What the request was about comes first: of a role's activation the role, the person and the scope. */
    private static List<String> resources(Exported fields) {
        List<RecordFields> targets = fields.objects("targetResources");
        Set<String> ids = new LinkedHashSet<>();
        if ("PIM".equals(fields.text("loggedByService"))) {
            PimTargets.of(targets).inOrder().forEach(target -> add(target, ids));
        }
        targets.forEach(target -> add(target, ids));
        return List.copyOf(ids);
    }

    private static void add(RecordFields target, Set<String> ids) {
        target.some("id").ifPresent(ids::add);
        target.some("userPrincipalName").ifPresent(ids::add);
    }
}
