package io.breakwater.detect.ocsf;

import io.breakwater.detect.cover.IpText;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import java.util.List;

/** The objects that several classes of OCSF have in common. */
final class OcsfParts {
    /** Where the schema demands a name and the log gives none. */
    static final String NOT_LOGGED = "not logged";

    private static final int IP_ADDRESS = 2;

    private OcsfParts() {}

    /** What every class begins with. */
    static void head(OcsfClass type, int activity, String activityName, JsonWriter json) {
        json.field("activity_id", activity).field("activity_name", activityName);
        json.field("category_uid", type.categoryUid()).field("category_name", type.category());
        json.field("class_uid", type.uid()).field("class_name", type.caption());
        json.field("type_uid", type.uid() * 100L + activity)
                .field("type_name", type.caption() + ": " + (activity == Activity.OTHER ? "Other" : activityName));
    }

    static void cloud(LogEvent event, JsonWriter json) {
        json.openAt("cloud", '{').field("provider", provider(event.cloud())).given("region", event.region());
        if (!event.account().isEmpty()) {
            json.openAt("account", '{').field("uid", event.account());
            json.field("type_id", accountType(event.cloud())).field("type", accountName(event.cloud()));
            json.close('}');
        }
        json.close('}');
    }

    static String provider(Cloud cloud) {
        return switch (cloud) {
            case AWS -> "AWS";
            case AZURE, ENTRA -> "Azure";
            case MICROSOFT_365 -> "Microsoft 365";
            case UNKNOWN -> "Unknown";
        };
    }

    private static int accountType(Cloud cloud) {
        return switch (cloud) {
            case AWS -> 10;
            case AZURE -> 13;
            case MICROSOFT_365 -> 17;
            case ENTRA -> Activity.OTHER;
            case UNKNOWN -> 0;
        };
    }

    private static String accountName(Cloud cloud) {
        return switch (cloud) {
            case AWS -> "AWS Account";
            case AZURE -> "Azure Subscription";
            case MICROSOFT_365 -> "M365 Tenant";
            case ENTRA -> "Entra Tenant";
            case UNKNOWN -> "Unknown";
        };
    }

    static void actor(Principal who, JsonWriter json) {
        json.openAt("actor", '{');
        user("user", who, json);
        who.sessionName().ifPresent(session -> {
            json.openAt("session", '{').field("uid", session);
            who.issuer().ifPresent(issuer -> json.field("issuer", issuer));
            who.accessKeyId().ifPresent(key -> json.field("credential_uid", key));
            who.mfa().ifPresent(mfa -> json.field("is_mfa", mfa));
            json.close('}');
        });
        json.close('}');
    }

    static void user(String key, Principal who, JsonWriter json) {
        json.openAt(key, '{').given("uid", who.id());
        json.field("name", who.name().isEmpty() ? NOT_LOGGED : who.name());
        who.accessKeyId().ifPresent(id -> json.field("credential_uid", id));
        if (!who.kind().isEmpty()) {
            json.field("type_id", userType(who.kind())).field("type", userWord(who.kind()));
        }
        if (!who.account().isEmpty()) {
            json.openAt("account", '{').field("uid", who.account()).close('}');
        }
        json.close('}');
    }

    private static int userType(String kind) {
        return switch (kind) {
            case "IAMUser", "User", "IdentityCenterUser", "SAMLUser", "WebIdentityUser" -> 1;
            case "Root" -> 2;
            case "AWSService", "ServicePrincipal" -> 4;
            default -> Activity.OTHER;
        };
    }

    /** The caption that goes with the number; the vendor's own word where there is none. */
    private static String userWord(String kind) {
        return switch (userType(kind)) {
            case 1 -> "User";
            case 2 -> "Admin";
            case 4 -> "Service";
            default -> kind;
        };
    }

    /** An address in the log may be the name of a service, or missing. */
    static void source(String address, JsonWriter json) {
        json.openAt("src_endpoint", '{');
        if (address.isEmpty()) {
            json.field("name", NOT_LOGGED);
        } else {
            json.field(isIp(address) ? "ip" : "svc_name", address);
        }
        json.close('}');
    }

    static boolean isIp(String address) {
        return IpText.bytes(address).isPresent();
    }

    static void api(String operation, String service, String errorCode, JsonWriter json) {
        json.openAt("api", '{').field("operation", operation.isEmpty() ? NOT_LOGGED : operation);
        if (!service.isEmpty()) {
            json.openAt("service", '{').field("name", service).close('}');
        }
        if (!errorCode.isEmpty()) {
            json.openAt("response", '{').field("error", errorCode).close('}');
        }
        json.close('}');
    }

    static void resources(List<String> ids, JsonWriter json) {
        if (!ids.isEmpty()) {
            json.openAt("resources", '[');
            for (String id : ids) {
                json.open('{');
                json.field("uid", id).close('}');
            }
            json.close(']');
        }
    }

    static void observables(String address, String userAt, String user, JsonWriter json) {
        json.openAt("observables", '[');
        if (isIp(address)) {
            observable("src_endpoint.ip", IP_ADDRESS, "IP Address", address, json);
        }
        if (!user.isEmpty()) {
            observable(userAt, 4, "User Name", user, json);
        }
        json.close(']');
    }

    private static void observable(String name, int type, String caption, String value, JsonWriter json) {
        json.open('{');
        json.field("name", name).field("type_id", type).field("type", caption).field("value", value);
        json.close('}');
    }
}
