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
import java.util.stream.Stream;

/** A sign-in to Entra by a person, a service principal or a managed identity ({@code signIn} of Microsoft Graph). */
public final class EntraSignIn implements Format {
    /** The format's name. */
    public static final String NAME = "entra.signin";

    private static final byte[][] CATEGORIES = Shapes.words(
            "SignInLogs",
            "NonInteractiveUserSignInLogs",
            "ServicePrincipalSignInLogs",
            "ManagedIdentitySignInLogs",
            "MicrosoftServicePrincipalSignInLogs",
            "ADFSSignInLogs");
    private static final byte[][] TABLES = Shapes.words(
            "SigninLogs",
            "AADNonInteractiveUserSignInLogs",
            "AADServicePrincipalSignInLogs",
            "AADManagedIdentitySignInLogs",
            "ADFSSignInLogs");
    private static final FieldPath CREATED = FieldPath.of("createdDateTime");
    private static final FieldPath[] ONLY_HERE = Shapes.paths(
            "conditionalAccessStatus", "clientAppUsed", "signInEventTypes", "appliedConditionalAccessPolicies");
    private static final FieldPath APP_OF_ROW = FieldPath.of("AppDisplayName");
    private static final FieldPath RESULT_OF_ROW = FieldPath.of("ResultType");
    private static final FieldPath[] IDS = Shapes.paths("properties.id", "id", "Id");
    private static final FieldPath[] TIMES =
            Shapes.paths("createdDateTime", "properties.createdDateTime", "time", "TimeGenerated");
    private static final FieldPath[] TENANTS =
            Shapes.paths("tenantId", "resourceTenantId", "homeTenantId", "AADTenantId", "TenantId");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean holds(EventRecord record) {
        return record.has(CREATED) && isSignIn(record)
                || Shapes.isExported(record, CATEGORIES)
                || Shapes.isRow(record, RESULT_OF_ROW) && record.has(APP_OF_ROW)
                || Shapes.isRow(record, TABLES);
    }

    private static boolean isSignIn(EventRecord record) {
        for (FieldPath key : ONLY_HERE) {
            if (record.has(key)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<byte[]> restored(EventRecord item) {
        return PortalSignIn.restored(item);
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
        String code = fields.text("status.errorCode", "resultType");
        Outcome outcome = outcome(code);
        return new LogEvent(
                Cloud.ENTRA,
                NAME,
                seen.vitals().text(Part.ID),
                IsoTime.parse(seen.vitals().text(Part.TIME)).orElse(LogEvent.NO_TIME),
                fields.text("appDisplayName"),
                "Sign-in activity",
                seen.vitals().text(Part.ACCOUNT).toLowerCase(Locale.ROOT),
                "",
                outcome,
                outcome == Outcome.FAILURE ? code : "",
                principal(fields, seen.vitals().text(Part.ACCOUNT)),
                fields.some("ipAddress", "callerIpAddress")
                        .or(() -> fields.some("IPAddress"))
                        .orElse(""),
                fields.text("userAgent"),
                resources(fields),
                seen.delivered(),
                seen.where(),
                seen.raw());
    }

    /** 0 is a sign-in; anything else was refused or is not finished (AADSTS error codes). */
    private static Outcome outcome(String code) {
        if (code.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        return "0".equals(code) ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    private static Principal principal(Exported fields, String tenant) {
        Optional<String> user = fields.some("userId", "userPrincipalName");
        String id = user.or(() -> fields.some("servicePrincipalId", "appId")).orElse("");
        String name = fields.some("userPrincipalName", "userDisplayName", "servicePrincipalName")
                .orElse(id);
        Optional<Boolean> mfa = fields.some("authenticationRequirement").map("multiFactorAuthentication"::equals);
        return Principals.of(user.isPresent() ? "User" : id.isEmpty() ? "" : "ServicePrincipal", id, name, tenant, mfa);
    }

    private static List<String> resources(Exported fields) {
        return Stream.of(
                        fields.some("resourceServicePrincipalId", "resourceIdentity"),
                        fields.some("resourceDisplayName"))
                .flatMap(Optional::stream)
                .toList();
    }
}
