package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.JsonWriter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of Entra's audit log, PIM included, that somebody downloaded from the portal as CSV, made into a {@code
 * directoryAudit} of Microsoft Graph. Lists became numbered columns there: {@code Target1Type}, {@code
 * Target1ModifiedProperty2NewValue}, {@code AdditionalDetail1Key}.
 */
final class PortalAudit {
    private static final FieldPath DATE = FieldPath.of("Date (UTC)");
    private static final FieldPath ACTIVITY = FieldPath.of("Activity");
    private static final FieldPath SERVICE = FieldPath.of("Service");
    /** More are in no record: a table of a million columns is somebody's attempt. */
    private static final int MOST = 64;

    private final PortalRow row;
    private final JsonWriter json = new JsonWriter();

    private PortalAudit(PortalRow row) {
        this.row = row;
    }

    static Optional<byte[]> restored(EventRecord record) {
        return record.has(DATE) && record.has(ACTIVITY) && record.has(SERVICE)
                ? Optional.of(new PortalAudit(PortalRow.of(record)).bytes())
                : Optional.empty();
    }

    private byte[] bytes() {
        json.open('{');
        json.field("id", row.text("CorrelationId") + "/" + row.digest());
        row.copy("Date (UTC)", json, "activityDateTime");
        row.copy("Activity", json, "activityDisplayName");
        row.copy("CorrelationId", json, "correlationId");
        row.copy("Service", json, "loggedByService");
        row.copy("Category", json, "category");
        row.copy("Result", json, "result");
        row.copy("ResultReason", json, "resultReason");
        initiatedBy();
        targets();
        details();
        row.writeTo(json);
        json.close('}');
        return json.toBytes();
    }

    private void initiatedBy() {
        boolean isApplication = row.has("ActorServicePrincipalId")
                || row.text("ActorType").equalsIgnoreCase("Application") && !row.has("ActorUserPrincipalName");
        json.openAt("initiatedBy", '{').openAt(isApplication ? "app" : "user", '{');
        row.copy("ActorDisplayName", json, "displayName");
        if (isApplication) {
            row.copy("ActorServicePrincipalId", json, "servicePrincipalId");
            row.copy("ActorServicePrincipalName", json, "servicePrincipalName");
        } else {
            row.copy("ActorObjectId", json, "id");
            row.copy("ActorUserPrincipalName", json, "userPrincipalName");
            row.copy("IPAddress", json, "ipAddress");
        }
        json.close('}');
        json.close('}');
    }

    /** How many of a numbered group of columns there are: the greatest number that one has. */
    private int most(String begin) {
        Pattern numbered = Pattern.compile(begin + "([0-9]{1,2}).*");
        return row.columns().stream()
                .map(numbered::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .filter(number -> number <= MOST)
                .max()
                .orElse(0);
    }

    /** An empty one keeps its place: some are told by their position. */
    private void targets() {
        int most = most("target");
        json.openAt("targetResources", '[');
        for (int i = 1; i <= most; i++) {
            String target = "Target" + i;
            json.open('{');
            row.copy(target + "Type", json, "type");
            row.copy(target + "DisplayName", json, "displayName");
            row.copy(target + "ObjectId", json, "id");
            row.copy(target + "UserPrincipalName", json, "userPrincipalName");
            properties(target + "ModifiedProperty");
            json.close('}');
        }
        json.close(']');
    }

    private void properties(String begin) {
        int most = most(begin.toLowerCase(java.util.Locale.ROOT));
        if (most == 0) {
            return;
        }
        json.openAt("modifiedProperties", '[');
        for (int i = 1; i <= most; i++) {
            json.open('{');
            row.copy(begin + i + "Name", json, "displayName");
            row.copy(begin + i + "OldValue", json, "oldValue");
            row.copy(begin + i + "NewValue", json, "newValue");
            json.close('}');
        }
        json.close(']');
    }

    private void details() {
        int most = most("additionaldetail");
        json.openAt("additionalDetails", '[');
        detail("User-Agent", row.text("User Agent"));
        for (int i = 1; i <= most; i++) {
            detail(row.text("AdditionalDetail" + i + "Key"), row.text("AdditionalDetail" + i + "Value"));
        }
        json.close(']');
    }

    private void detail(String key, String value) {
        if (!key.isEmpty() && !value.isEmpty()) {
            json.open('{');
            json.field("key", key).field("value", value);
            json.close('}');
        }
    }
}
