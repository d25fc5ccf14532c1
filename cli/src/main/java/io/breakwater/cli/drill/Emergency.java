package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.Documents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The incident of the drill: what its people put on record about it. */
final class Emergency {
    private static final String TICKET = "CHG0031201";
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Cast cast;
    private final String id;
    private final TimelineTail tail;

    private Emergency(Cast cast, String id, TimelineTail tail) {
        this.cast = cast;
        this.id = id;
        this.tail = tail;
    }

    static Emergency declare(Cast cast, Consumer<JsonNode> line) {
        ObjectNode asked = Documents.object()
                .put("title", "Orders database down since 03:12: checkout fails for everybody")
                .put("severity", 1)
                .put("drill", true);
        String id = Documents.text(cast.alice().post("/incidents", asked), "id");
        Emergency emergency = new Emergency(cast, id, new TimelineTail(cast.dana(), id, line));
        emergency.say(
                cast.dana(),
                "/roles",
                Documents.object().put("role", "COMMANDER").put("person", "dana"));
        emergency.note(cast.alice(), "Paged at 03:12. No order has been taken since.");
        emergency.tell();
        return emergency;
    }

    String id() {
        return id;
    }

    String path() {
        return "/incidents/" + id;
    }

    /** Hands on what is new on the timeline. */
    void tell() {
        tail.catchUp();
    }

    JsonNode say(Person person, String what, ObjectNode body) {
        return person.post(path() + what, body);
    }

    void note(Person person, String text) {
        say(person, "/notes", Documents.object().put("text", text));
    }

    /** Stays logged in until the server has seen the credential in use, as work at a database usually takes longer. */
    void awaitSeenInUse(String grant) {
        long end = System.nanoTime() + SETTLING.toNanos();
        while (Documents.text(cast.alice().read("/grants/" + grant), "usedAt").isEmpty() && System.nanoTime() < end) {
            ChildProcess.pause(100);
        }
    }

    /** Keeps a recording as evidence. */
    void attach(Person person, Path recording, String grant) {
        person.server()
                .upload(
                        path() + "/attachments?name=" + recording.getFileName() + "&kind=recording&grant=" + grant,
                        recording);
    }

    /** A claim first; it counts once somebody else has seen the ticket at the desk. */
    void ticketConfirmed(String grant) {
        say(cast.alice(), "/tickets", Documents.object().put("ticket", TICKET).put("grant", grant));
        say(
                cast.dana(),
                "/tickets/" + TICKET + "/decision",
                Documents.object()
                        .put("decision", "confirm")
                        .put("desk", "service desk")
                        .put(
                                "evidence",
                                "Read back at the desk: an emergency change on orders-db, opened 03:20, assigned to Alice."));
        tell();
    }

    /** Closed first, then reviewed: the review is a debt of the closing. */
    void closed() {
        note(cast.dana(), "Orders are taken again; checkout is healthy for ten minutes.");
        say(cast.dana(), "/close", Documents.object());
        ObjectNode review = Documents.object()
                .put(
                        "findings",
                        "Access was given in seconds and proven gone. Both approvers were asleep: the on-call rota for"
                                + " approvals has to follow the one for engineers.");
        List.of("alice", "carol", "dana").forEach(review.putArray("participants")::add);
        say(cast.dana(), "/review", review);
        tell();
    }

    /** The readiness once the server has put it on record, or after a while what is still missing. */
    JsonNode settled() {
        long end = System.nanoTime() + SETTLING.toNanos();
        while (!"AUDIT_READY".equals(Documents.text(cast.dana().read(path()), "status")) && System.nanoTime() < end) {
            ChildProcess.pause(100);
        }
        tell();
        return cast.dana().read(path() + "/readiness");
    }
}
