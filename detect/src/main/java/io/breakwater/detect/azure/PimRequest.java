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
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request for a role in Privileged Identity Management: {@code unifiedRoleAssignmentScheduleRequest} of Microsoft Graph
 * for Entra's roles, {@code roleAssignmentScheduleRequests} of Azure's management API for those of Azure's resources.
 */
public final class PimRequest implements Format {
    /** The format's name. */
    public static final String NAME = "entra.pim";

    private static final FieldPath ACTION = FieldPath.of("action");
    private static final FieldPath PRINCIPAL = FieldPath.of("principalId");
    private static final FieldPath ROLE = FieldPath.of("roleDefinitionId");
    private static final FieldPath TYPE = FieldPath.of("type");
    private static final byte[][] TYPES = Shapes.words(
            "Microsoft.Authorization/RoleAssignmentScheduleRequests",
            "Microsoft.Authorization/RoleEligibilityScheduleRequests");
    private static final FieldPath[] IDS = Shapes.paths("id");
    private static final FieldPath[] TIMES = Shapes.paths("createdDateTime", "properties.createdOn");
    private static final FieldPath[] SCOPES = Shapes.paths("properties.scope", "id");
    private static final byte[] SUBSCRIPTION = Shapes.words("/subscriptions/")[0];
    private static final Set<String> DONE =
            Set.of("provisioned", "granted", "adminapproved", "schedulecreated", "revoked", "provisioningstarted");
    private static final Set<String> REFUSED =
            Set.of("denied", "admindenied", "failed", "invalid", "canceled", "timedout");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(ACTION) && record.has(PRINCIPAL) && record.has(ROLE) || Shapes.isOneOf(record, TYPE, TYPES);
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        Shapes.takeFirst(vitals, Part.ID, record, IDS);
        Shapes.takeFirst(vitals, Part.TIME, record, TIMES);
        for (FieldPath path : SCOPES) {
            if (vitals.takeSegment(Part.ACCOUNT, record, path, SUBSCRIPTION)) {
                return;
            }
        }
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        RecordFields fields = seen.fields();
        String who =
                fields.text("createdBy.user.id", "properties.requestorId", "principalId", "properties.principalId");
        String status = fields.text("status", "properties.status");
        return new LogEvent(
                Cloud.ENTRA,
                NAME,
                fields.text("id"),
                IsoTime.parse(seen.vitals().text(Part.TIME)).orElse(LogEvent.NO_TIME),
                "PIM",
                fields.text("action", "properties.requestType"),
                seen.vitals().text(Part.ACCOUNT).toLowerCase(Locale.ROOT),
                "",
                outcome(status.toLowerCase(Locale.ROOT)),
                REFUSED.contains(status.toLowerCase(Locale.ROOT)) ? status : "",
                Principals.of(
                        "User", who, fields.some("createdBy.user.displayName").orElse(who), ""),
                "",
                "",
                resources(fields),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    private static Outcome outcome(String status) {
        if (REFUSED.contains(status)) {
            return Outcome.FAILURE;
        }
        return DONE.contains(status) ? Outcome.SUCCESS : Outcome.UNKNOWN;
    }

    private static List<String> resources(RecordFields fields) {
        return List.of(
                        fields.text("roleDefinitionId", "properties.roleDefinitionId"),
                        fields.text("principalId", "properties.principalId"),
                        fields.text("directoryScopeId", "properties.scope"))
                .stream()
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
