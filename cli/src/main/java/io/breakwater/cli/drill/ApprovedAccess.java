package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import java.io.IOException;
import java.sql.SQLException;

/** Access the ordinary way: asked for, approved by two people, used, given back. */
final class ApprovedAccess {
    private static final int SECONDS = 900;

    private final Cast cast;
    private final Emergency emergency;
    private final Scene scene;

    ApprovedAccess(Scene scene) {
        this.cast = scene.cast();
        this.emergency = scene.emergency();
        this.scene = scene;
    }

    void play() {
        JsonNode asked = cast.alice()
                .post(
                        "/grants",
                        Documents.object()
                                .put("incident", emergency.id())
                                .put("target", "orders-db")
                                .put("role", "admin")
                                .put("durationSeconds", SECONDS)
                                .put("reason", "Look once more that orders flow and nothing else is blocked"));
        String id = Documents.text(asked, "id");
        String grant = "/grants/" + id;
        long started = scene.measures().start();
        decide(cast.bob(), grant, asked, "Awake now. Please look again.");
        JsonNode open = decide(cast.carol(), grant, asked, "Fine; keep it short.");
        Drill.demand("ACTIVE".equals(Documents.text(open, "state")), "two approvals should open the access");
        scene.measures().stop("approvals-to-open", started);
        emergency.tell();
        use(id, cast.alice().post(grant + "/credential", Documents.object()));
        JsonNode ended = cast.alice().post(grant + "/end", Documents.object().put("why", "looked; all is well"));
        Drill.demand("ENDED".equals(Documents.text(ended, "state")), "the second revocation should be proven");
        emergency.tell();
    }

    private static JsonNode decide(Person approver, String grant, JsonNode asked, String comment) {
        return approver.post(
                grant + "/approvals",
                Documents.object()
                        .put("requestHash", Documents.text(asked, "requestHash"))
                        .put("decision", "APPROVE")
                        .put("comment", comment));
    }

    private void use(String grant, JsonNode credential) {
        Transcript transcript = scene.transcript();
        try (DatabaseSession session = DatabaseSession.open(credential, transcript)) {
            OrdersRepair.look(session);
            emergency.awaitSeenInUse(grant);
            emergency.attach(cast.alice(), transcript.writeTo(scene.recording(grant)), grant);
        } catch (SQLException | IOException broken) {
            throw new Failure("DRILL_FAILED", "the look at the target failed: " + broken.getMessage(), "", Exit.TARGET);
        }
    }
}
