package io.breakwater.cli;

import io.breakwater.cli.talk.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool as a process of its own, for what only a process can show: signals, and what is left after it. */
record ToolProcess(Process process, Path log) {
    static ToolProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        return start(folder, List.of(), environment, args);
    }

    static ToolProcess start(Path folder, List<String> javaOptions, Map<String, String> environment, String... args)
            throws IOException {
        // What starts the tests in the background may have them ignore these, and who ignores one passes that on.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT,HUP", ChildProcess.java(), "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.breakwater.cli.Main"));
        command.addAll(List.of(args));
        Path log = folder.resolve("tool.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_"));
        builder.environment().putAll(environment);
        return new ToolProcess(builder.start(), log);
    }

    /** The number in a file, once somebody has written it; the tool has to live that long. */
    long awaitNumber(Path file) throws IOException {
        while (true) {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (text.endsWith("\n")) {
                return Long.parseLong(text.strip());
            }
            if (!process.isAlive()) {
                throw new AssertionError("the tool ended with " + process.exitValue() + ": " + said());
            }
            ChildProcess.pause(20);
        }
    }

    /** Asks it to stop, as {@code kill} does, and waits until it has. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Sends a signal by its name, as the shell's {@code kill} does. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** What it printed. */
    String said() throws IOException {
        return Files.readString(log);
    }
}
