package io.breakwater.cli;

import io.breakwater.cli.talk.Documents;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The completion script for bash and zsh. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footer = {"  source <(breakwater completion)", "  breakwater completion > /etc/bash_completion.d/breakwater"})
final class CompletionCommand implements Callable<Integer> {
    private final Cli cli;

    CompletionCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("breakwater", cli.commandLine("--help"));
        return cli.show(Documents.object().put("script", script), script);
    }
}
