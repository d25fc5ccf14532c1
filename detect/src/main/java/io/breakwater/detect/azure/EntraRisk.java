package io.breakwater.detect.azure;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.IsoTime;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Entra ID Protection found about a user or a service principal ({@code riskDetection}, {@code
 * servicePrincipalRiskDetection}, {@code riskyUser} of Microsoft Graph). The principal is the one at risk, who need not
 * be the one who acted.
 */
public final class EntraRisk implements Format {
    /** The format's name. */
    public static final String NAME = "entra.risk";

    private static final byte[][] CATEGORIES =
            Shapes.words("UserRiskEvents", "RiskyUsers", "ServicePrincipalRiskEvents", "RiskyServicePrincipals");
    private static final byte[][] TABLES = Shapes.words(
            "AADUserRiskEvents", "AADRiskyUsers", "AADServicePrincipalRiskEvents", "AADRiskyServicePrincipals");
    private static final FieldPath TYPE = FieldPath.of("riskEventType");
    private static final FieldPath UPDATED = FieldPath.of("riskLastUpdatedDateTime");
    private static final FieldPath STATE = FieldPath.of("riskState");
    private static final FieldPath TYPE_OF_ROW = FieldPath.of("RiskEventType");
    private static final FieldPath[] IDS = Shapes.paths("properties.id", "id", "Id");
    private static final FieldPath[] TIMES = Shapes.paths(
            "activityDateTime",
            "properties.activityDateTime",
            "ActivityDateTime",
            "detectedDateTime",
            "properties.detectedDateTime",
            "riskLastUpdatedDateTime",
            "properties.riskLastUpdatedDateTime",
            "time",
            "TimeGenerated");
    private static final FieldPath[] TENANTS = Shapes.paths("tenantId", "TenantId");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(TYPE)
                || record.has(UPDATED) && record.has(STATE)
                || Shapes.isExported(record, CATEGORIES)
                || Shapes.isRow(record, TYPE_OF_ROW)
                || Shapes.isRow(record, TABLES);
    }

    /** A risky user's id is the user's, the same whatever happens to it: only detections have ids of their own. */
    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        if (record.has(TYPE) || record.has(TYPE_OF_ROW) || !record.has(UPDATED)) {
            Shapes.takeFirst(vitals, Part.ID, record, IDS);
        }
        Shapes.takeFirst(vitals, Part.TIME, record, TIMES);
        Shapes.takeFirst(vitals, Part.ACCOUNT, record, TENANTS);
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        Exported fields = Exported.of(seen.fields());
        Principal atRisk = principal(fields, seen.vitals().text(Part.ACCOUNT));
        return new LogEvent(
                Cloud.ENTRA,
                NAME,
                fields.text("id"),
                IsoTime.parse(seen.vitals().text(Part.TIME)).orElse(LogEvent.NO_TIME),
                fields.some("source").orElse("Identity Protection"),
                fields.some("riskEventType", "riskDetail").orElse("risk"),
                seen.vitals().text(Part.ACCOUNT).toLowerCase(Locale.ROOT),
                "",
                Outcome.UNKNOWN,
                "",
                atRisk,
                fields.text("ipAddress", "callerIpAddress"),
                "",
                List.of(atRisk.id()),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    private static Principal principal(Exported fields, String tenant) {
        Optional<String> service = fields.some("servicePrincipalId");
        String id = fields.some("userId")
                .or(() -> service)
                .or(() -> fields.some("id"))
                .orElse("");
        String name = fields.some("userPrincipalName", "servicePrincipalDisplayName", "userDisplayName")
                .orElse(id);
        return Principals.of(service.isPresent() ? "ServicePrincipal" : "User", id, name, tenant);
    }
}
