package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.Surroundings;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * "Orders database down at 03:12": an emergency played by several people over the real HTTP API, on a real PostgreSQL,
 * against a server and a witness that are started for it and gone afterwards.
 *
 * <p>Nothing is simulated but the people: what is printed is the server's own timeline.
 */
public final class Drill {
    private static final long NOBODY_ANSWERS_MILLIS = 1_500;

    private final Surroundings around;
    private final Console console;
    private final Path root;
    private final Path data;
    private final Consumer<JsonNode> line;
    private final Measures measures = new Measures();

    /**
     * @param root the folder with the server's jar
     * @param data where database, keys and pack go
     * @param line what to do with each new line of the timeline
     */
    public Drill(Surroundings around, Console console, Path root, Path data, Consumer<JsonNode> line) {
        this.around = around;
        this.console = console;
        this.root = root;
        this.data = data;
        this.line = line;
    }

    /**
     * Plays it.
     *
     * @throws Failure when a step does not do what it has to; everything started is stopped then too
     * @throws io.breakwater.evidence.verify.VerificationException when the verifier refuses the pack
     */
    public DrillReport play() {
        long begun = measures.start();
        try (Stage stage = Stage.set(root, data, console)) {
            measures.stop("ready", begun);
            return play(stage);
        }
    }

    private DrillReport play(Stage stage) {
        Cast cast = Cast.assemble(stage.administrator(around));
        Emergency emergency = Emergency.declare(cast, line);
        Scene scene = new Scene(cast, emergency, around.clock(), measures, data);
        BrokenGlass glass = new BrokenGlass(scene);
        JsonNode asked = glass.ask();
        console.progress("nobody answers …");
        ChildProcess.pause(NOBODY_ANSWERS_MILLIS);
        console.progressDone();
        glass.breakAndWork(asked);
        new ApprovedAccess(scene).play();
        glass.review();
        emergency.ticketConfirmed(glass.grant());
        emergency.closed();
        JsonNode readiness = emergency.settled();
        Evidence evidence = new Evidence(cast, emergency, stage.trust(), measures);
        Path pack = evidence.fetch(data);
        emergency.tell();
        return new DrillReport(emergency.id(), pack, evidence.verify(pack), measures.millis(), readiness);
    }

    /** Demands what a step of the drill has to bring about. */
    static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new Failure(
                    "DRILL_FAILED",
                    otherwise,
                    "The server's log is in the data folder; keep it with --keep.",
                    Exit.INTERNAL);
        }
    }
}
