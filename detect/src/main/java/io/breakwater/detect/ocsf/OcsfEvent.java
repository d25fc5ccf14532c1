package io.breakwater.detect.ocsf;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One event of a log as OCSF. */
final class OcsfEvent {
    private static final FieldPath USER = FieldPath.of("requestParameters.userName");
    private static final FieldPath GROUP = FieldPath.of("requestParameters.groupName");

    private final LogEvent event;
    private final Activity activity;
    private final JsonWriter json;
    private final OutputStream out;

    /** @param out where the record is moved to, and what is written before it */
    OcsfEvent(LogEvent event, Activity activity, JsonWriter json, OutputStream out) {
        this.out = out;
        this.event = event;
        this.activity = activity;
        this.json = json;
    }

    void write() throws IOException {
        json.open('{');
        OcsfParts.head(activity.type(), activity.id(), activity.name(), json);
        json.field("severity_id", 1).field("severity", "Informational");
        json.field("time", event.time().toEpochMilli());
        status();
        json.field("message", message());
        metadata();
        OcsfParts.cloud(event, json);
        OcsfParts.actor(event.principal(), json);
        OcsfParts.api(event.action(), event.service(), event.errorCode(), json);
        OcsfParts.source(event.address(), json);
        special();
        OcsfParts.observables(
                event.address(), "actor.user.name", event.principal().name(), json);
        raw();
        unmapped();
        json.close('}');
    }

    private void status() {
        switch (event.outcome()) {
            case SUCCESS -> json.field("status_id", 1).field("status", "Success");
            case FAILURE -> json.field("status_id", 2).field("status", "Failure");
            case UNKNOWN -> json.field("status_id", 0).field("status", "Unknown");
        }
        json.given("status_code", event.errorCode());
    }

    private String message() {
        String who = event.principal().name();
        return event.action() + (who.isEmpty() ? "" : " by " + who);
    }

    private void metadata() {
        json.openAt("metadata", '{').field("version", Ocsf.SCHEMA);
        json.openAt("profiles", '[').text("cloud");
        json.close(']');
        json.openAt("product", '{').field("name", product());
        json.field("vendor_name", event.cloud() == Cloud.AWS ? "AWS" : "Microsoft")
                .close('}');
        json.given("uid", event.id()).given("event_code", event.action());
        json.field("log_name", event.format()).field("log_source", event.where().source());
        json.field("original_time", event.time().toString());
        event.delivered().ifPresent(at -> json.field("logged_time", at.toEpochMilli()));
        json.close('}');
    }

    private String product() {
        return switch (event.cloud()) {
            case AWS -> "CloudTrail";
            case AZURE -> "Azure Activity Log";
            case ENTRA -> "Microsoft Entra ID";
            case MICROSOFT_365 -> "Microsoft 365";
            case UNKNOWN -> event.format();
        };
    }

    private void special() {
        switch (activity.type()) {
            case AUTHENTICATION -> {
                OcsfParts.user("user", event.principal(), json);
                json.openAt("service", '{')
                        .field("name", event.service().isEmpty() ? event.format() : event.service())
                        .close('}');
                event.principal().mfa().ifPresent(mfa -> json.field("is_mfa", mfa));
            }
            case ACCOUNT_CHANGE -> user();
            case GROUP_MANAGEMENT -> {
                String group = inRecord(GROUP).or(this::firstResource).orElse(OcsfParts.NOT_LOGGED);
                json.openAt("group", '{').field("name", group).close('}');
                inRecord(USER)
                        .ifPresent(user ->
                                json.openAt("user", '{').field("name", user).close('}'));
            }
            default -> {
                OcsfParts.resources(event.resources(), json);
                if (!event.userAgent().isEmpty()) {
                    json.openAt("http_request", '{')
                            .field("user_agent", event.userAgent())
                            .close('}');
                }
            }
        }
    }

    /** Who changes an account without naming one changes the own one. */
    private void user() {
        Optional<String> other = inRecord(USER).or(this::firstResource);
        if (other.isPresent()) {
            json.openAt("user", '{').field("name", other.get()).close('}');
        } else {
            OcsfParts.user("user", event.principal(), json);
        }
    }

    private Optional<String> firstResource() {
        return event.resources().stream().findFirst();
    }

    private Optional<String> inRecord(FieldPath path) {
        Values values = new Values();
        event.raw().record().find(path, values);
        return values.size() == 0 || values.kind(0) != Values.Kind.TEXT
                ? Optional.empty()
                : Optional.of(values.text(0)).filter(text -> !text.isEmpty());
    }

    /** A digest of the record as it was written, so that it can be compared with the log. */
    private void raw() throws IOException {
        json.key("raw_data");
        json.text(event.raw(), out);
        json.field("raw_data_size", event.raw().length());
        json.openAt("raw_data_hash", '{').field("algorithm_id", 3).field("algorithm", "SHA-256");
        json.field("value", event.raw().sha256()).close('}');
    }

    private void unmapped() {
        json.openAt("unmapped", '{').field("record", event.where().index());
        event.principal().sourceIdentity().ifPresent(identity -> json.field("source_identity", identity));
        json.close('}');
    }
}
