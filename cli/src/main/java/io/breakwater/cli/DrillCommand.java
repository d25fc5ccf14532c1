package io.breakwater.cli;

import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Plays an emergency over the real code path. */
@Command(
        name = "drill",
        description = "Play an emergency, from nothing to a verified pack.",
        footer = "  breakwater drill")
final class DrillCommand implements Callable<Integer> {
    private final Cli cli;

    DrillCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        throw new Failure(
                "NOT_YET", "the drill is not there yet in " + cli.around().workFolder(), "", Exit.INTERNAL);
    }
}
