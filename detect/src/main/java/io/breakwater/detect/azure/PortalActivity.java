package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.JsonWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the Activity Log that somebody downloaded from the portal as CSV, made into an event of the management API. The
 * table has neither the operation's id nor the address nor the token: the operation is worked out from the type of the
 * resource and the words that the portal shows for it, and says so under {@code exported}.
 */
final class PortalActivity {
    private static final FieldPath CORRELATION = FieldPath.of("Correlation id");
    private static final FieldPath OPERATION = FieldPath.of("Operation name");
    private static final FieldPath TIME = FieldPath.of("Time");

    private PortalActivity() {}

    static Optional<byte[]> restored(EventRecord record) {
        if (!record.has(CORRELATION) || !record.has(OPERATION) || !record.has(TIME)) {
            return Optional.empty();
        }
        PortalRow row = PortalRow.of(record);
        JsonWriter json = new JsonWriter();
        json.open('{');
        row.copy("Time", json, "eventTimestamp");
        row.copy("Correlation id", json, "correlationId");
        row.copy("Event initiated by", json, "caller");
        operation(row, json);
        shown(row, "Status", json, "status");
        shown(row, "Event category", json, "category");
        shown(row, "Resource type", json, "resourceType");
        row.copy("Level", json, "level");
        row.copy("Subscription", json, "subscriptionId");
        row.copy("Resource group", json, "resourceGroupName");
        json.given("resourceId", resource(row));
        row.writeTo(json);
        json.close('}');
        return Optional.of(json.toBytes());
    }

    private static void shown(PortalRow row, String column, JsonWriter json, String name) {
        if (row.has(column)) {
            json.openAt(name, '{');
            json.field("value", row.text(column));
            json.close('}');
        }
    }

    private static void operation(PortalRow row, JsonWriter json) {
        json.openAt("operationName", '{');
        json.field("value", operation(row.text("Operation name"), row.text("Resource type")));
        row.copy("Operation name", json, "localizedValue");
        json.close('}');
    }

    /**
     * {@code Create or Update Security Rule} of a {@code Microsoft.Network/networkSecurityGroups/securityRules} is its
     * {@code /write}. Words that are no usual verb stay as they are: a rule that asks for them finds them so.
     */
    static String operation(String words, String type) {
        if (type.isEmpty() || words.contains("/")) {
            return words;
        }
        String lower = words.toLowerCase(Locale.ROOT);
        String verb = lower.split(" ", 2)[0];
        return switch (verb) {
            case "create", "update", "write", "add", "set", "put", "move" -> type + "/write";
            case "delete", "remove" -> type + "/delete";
            case "list" -> type + (lower.endsWith("keys") ? "/listKeys/action" : "/list/action");
            case "regenerate" -> type + "/regenerateKey/action";
            case "run" -> type + "/runCommand/action";
            case "power" -> type + "/powerOff/action";
            case "start", "stop", "restart", "deallocate", "redeploy", "reimage", "backup", "restore", "join" ->
                type + "/" + verb + "/action";
            default -> words;
        };
    }

    /** Older tables have a resource's name alone; without all that an id is made of, it stays one. */
    private static String resource(PortalRow row) {
        String resource = row.text("Resource");
        boolean isName = row.has("Resource") && !resource.contains("/");
        return isName && row.has("Subscription") && row.has("Resource group") && row.has("Resource type")
                ? "/subscriptions/" + row.text("Subscription") + "/resourceGroups/" + row.text("Resource group")
                        + "/providers/" + row.text("Resource type") + "/" + resource
                : resource;
    }
}
