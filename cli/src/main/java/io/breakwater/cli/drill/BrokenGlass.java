package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import java.io.IOException;
import java.sql.SQLException;

/** Access that nobody approved in time: asked for, taken, used, given back, proven gone, reviewed. */
final class BrokenGlass {
    private static final int MINUTES = 45;
    private static final int SECONDS_PER_MINUTE = 60;

    private final Cast cast;
    private final Emergency emergency;
    private final Scene scene;
    private String grant = "";

    BrokenGlass(Scene scene) {
        this.cast = scene.cast();
        this.emergency = scene.emergency();
        this.scene = scene;
    }

    String grant() {
        return grant;
    }

    JsonNode ask() {
        JsonNode asked = cast.alice()
                .post(
                        "/grants",
                        Documents.object()
                                .put("incident", emergency.id())
                                .put("target", "orders-db")
                                .put("role", "admin")
                                .put("durationSeconds", MINUTES * SECONDS_PER_MINUTE)
                                .put(
                                        "reason",
                                        "Orders cannot be written: find what blocks public.orders and clear it"));
        Drill.demand("REQUESTED".equals(Documents.text(asked, "state")), "the request should wait for approvals");
        grant = Documents.text(asked, "id");
        emergency.tell();
        return asked;
    }

    void breakAndWork(JsonNode asked) {
        Transcript transcript = scene.transcript();
        long started = scene.measures().start();
        JsonNode open = cast.alice().post(path() + "/break-glass", Documents.object());
        Drill.demand("ACTIVE".equals(Documents.text(open, "state")), "breaking the glass should open the access");
        JsonNode credential = cast.alice().post(path() + "/credential", Documents.object());
        try {
            try (DatabaseSession session = DatabaseSession.open(credential, transcript)) {
                session.say("select current_user");
                scene.measures().stop("to-usable-access", started);
                emergency.tell();
                OrdersRepair.in(session);
                emergency.awaitSeenInUse(grant);
            }
            emergency.attach(cast.alice(), transcript.writeTo(scene.recording(grant)), grant);
        } catch (SQLException | IOException broken) {
            throw new Failure("DRILL_FAILED", "the work on the target failed: " + broken.getMessage(), "", Exit.TARGET);
        }
        emergency.tell();
        end(credential, transcript);
    }

    private void end(JsonNode credential, Transcript transcript) {
        long started = scene.measures().start();
        JsonNode ended = cast.alice().post(path() + "/end", Documents.object().put("why", "orders are written again"));
        scene.measures().stop("to-proven-refusal", started);
        Drill.demand("ENDED".equals(Documents.text(ended, "state")), "the revocation should be proven");
        Drill.demand(isRefused(credential, transcript), "the credential should be refused after its end");
        emergency.tell();
    }

    /** Not taken on trust from the server: tried. */
    static boolean isRefused(JsonNode credential, Transcript transcript) {
        try (DatabaseSession stillOpen = DatabaseSession.open(credential, transcript)) {
            stillOpen.say("select current_user");
            return false;
        } catch (SQLException refused) {
            return refused.getSQLState() != null && refused.getSQLState().startsWith("28");
        }
    }

    void review() {
        cast.carol()
                .post(
                        path() + "/review",
                        Documents.object()
                                .put("decision", "APPROVE")
                                .put(
                                        "comment",
                                        "Read the recording: a forgotten freeze was lifted and thirty stuck orders released; nothing else."));
        emergency.tell();
    }

    private String path() {
        return "/grants/" + grant;
    }
}
