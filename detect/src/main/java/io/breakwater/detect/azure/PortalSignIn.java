package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.JsonWriter;
import java.util.Locale;
import java.util.Optional;

/** A row of the sign-ins that somebody downloaded from the portal as CSV, made into a {@code signIn} of Microsoft Graph. */
final class PortalSignIn {
    private static final FieldPath DATE = FieldPath.of("Date (UTC)");
    private static final FieldPath REQUEST = FieldPath.of("Request ID");

    private PortalSignIn() {}

    static Optional<byte[]> restored(EventRecord record) {
        if (!record.has(DATE) || !record.has(REQUEST)) {
            return Optional.empty();
        }
        PortalRow row = PortalRow.of(record);
        JsonWriter json = new JsonWriter();
        json.open('{');
        who(row, json);
        how(row, json);
        status(row, json);
        device(row, json);
        location(row, json);
        row.writeTo(json);
        json.close('}');
        return Optional.of(json.toBytes());
    }

    private static void who(PortalRow row, JsonWriter json) {
        row.copy("Request ID", json, "id");
        row.copy("Date (UTC)", json, "createdDateTime");
        row.copy("Correlation ID", json, "correlationId");
        row.copy("User ID", json, "userId");
        row.copy("User", json, "userDisplayName");
        row.copy("Username", json, "userPrincipalName");
        row.copy("User type", json, "userType");
        row.copy("Service principal ID", json, "servicePrincipalId");
        row.copy("Service principal name", json, "servicePrincipalName");
        row.copy("Home tenant ID", json, "homeTenantId");
        row.copy("Resource tenant ID", json, "resourceTenantId");
    }

    private static void how(PortalRow row, JsonWriter json) {
        row.copy("Application", json, "appDisplayName");
        row.copy("Application ID", json, "appId");
        row.copy("Resource", json, "resourceDisplayName");
        row.copy("Resource ID", json, "resourceId");
        row.copy("IP address", json, "ipAddress");
        row.copy("User agent", json, "userAgent");
        row.copy("Client app", json, "clientAppUsed");
        row.copy("Authentication Protocol", json, "authenticationProtocol");
        row.copy("Incoming token type", json, "incomingTokenType");
        // Also where the cell is empty: by this key the record is told from others of Microsoft Graph.
        json.field("conditionalAccessStatus", word(row.text("Conditional Access")));
        json.given("authenticationRequirement", requirement(row.text("Authentication requirement")));
    }

    /** {@code Not applied} is {@code notApplied} in the API. */
    private static String word(String shown) {
        StringBuilder word = new StringBuilder();
        for (String part : shown.split("[ -]+")) {
            word.append(
                    word.isEmpty()
                            ? part.toLowerCase(Locale.ROOT)
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    /** {@code Multifactor authentication} is {@code multiFactorAuthentication} in the API. */
    private static String requirement(String shown) {
        String word = word(shown);
        return word.equals("multifactorAuthentication") ? "multiFactorAuthentication" : word;
    }

    /** A successful sign-in has no code in the table, and 0 in the API. */
    private static void status(PortalRow row, JsonWriter json) {
        json.openAt("status", '{');
        String code = row.text("Sign-in error code");
        if (code.matches("[0-9]{1,9}")) {
            json.field("errorCode", Long.parseLong(code));
        } else if (row.text("Status").equalsIgnoreCase("Success")) {
            json.field("errorCode", 0);
        }
        row.copy("Failure reason", json, "failureReason");
        json.close('}');
    }

    private static void device(PortalRow row, JsonWriter json) {
        json.openAt("deviceDetail", '{');
        row.copy("Device ID", json, "deviceId");
        row.copy("Browser", json, "browser");
        row.copy("Operating System", json, "operatingSystem");
        truth(row.text("Compliant"), json, "isCompliant");
        truth(row.text("Managed"), json, "isManaged");
        row.copy("Join Type", json, "trustType");
        json.close('}');
    }

    private static void truth(String shown, JsonWriter json, String name) {
        switch (shown.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> json.field(name, true);
            case "false", "no" -> json.field(name, false);
            default -> {}
        }
    }

    /** {@code Berlin, Berlin, DE}. */
    private static void location(PortalRow row, JsonWriter json) {
        String[] parts = row.text("Location").split(", *");
        if (parts.length == 3) {
            json.openAt("location", '{');
            json.given("city", parts[0]).given("state", parts[1]).given("countryOrRegion", parts[2]);
            json.close('}');
        }
    }
}
