package io.breakwater.cli;

import io.breakwater.cli.talk.Surroundings;

/** Starting point of the hand tool. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(Cli.run(Surroundings.ofThisProcess(), args));
    }
}
