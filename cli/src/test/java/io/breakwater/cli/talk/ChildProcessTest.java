package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void childAndGrandchildren_areGoneAfterClose() throws IOException {
        Path pids = folder.resolve("pids");
        String script = "sleep 600 & echo $! > '" + pids + "'; trap 'exit 0' TERM; wait";
        long grandchild;
        try (ChildProcess child = start(script)) {
            grandchild = awaitNumber(pids);
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void closingTwice_doesNothingMore() {
        ChildProcess child = start("exec sleep 600");
        child.close();
        child.close();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void exitCode_isTheChilds() {
        try (ChildProcess child = start("exit 7")) {
            assertThat(child.await()).isEqualTo(7);
        }
    }

    @Test
    void variablesNotToBeKept_areNotThere() throws IOException {
        Path seen = folder.resolve("seen");
        try (ChildProcess child = ChildProcess.start(
                List.of("/bin/sh", "-c", "echo \"[$HOME]\" > '" + seen + "'"),
                folder.resolve("log"),
                name -> !name.equals("HOME"))) {
            child.await();
        }
        assertThat(Files.readString(seen)).isEqualTo("[]\n");
    }

    @Test
    void programThatIsNotThere_isAFailureAndNotATrace() {
        Failure told = catchThrowableOfType(
                Failure.class, () -> ChildProcess.start(List.of("/nonexistent"), folder.resolve("log"), name -> true));
        assertThat(told.code()).isEqualTo("COMMAND_NOT_STARTED");
    }

    @Test
    void serverThatIsNotBuilt_isSaid() {
        Failure told = catchThrowableOfType(
                Failure.class,
                () -> ServerProcess.start(folder, folder.resolve("data"), Map.of(), List.of(), name -> true));
        assertThat(told.code()).isEqualTo("SERVER_NOT_BUILT");
    }

    @Test
    void serverThatStopsWhileStarting_isToldWithItsLastWords() throws IOException {
        Path jar = folder.resolve("server/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "this is no jar");
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.start(folder, data, Map.of(), List.of(), name -> true)) {
            Failure told = catchThrowableOfType(Failure.class, () -> server.awaitReady(() -> {}));
            assertThat(told.code()).isEqualTo("SERVER_NOT_STARTED");
            assertThat(told.line()).contains("quarkus-run.jar").contains("server.log");
        }
    }

    private ChildProcess start(String script) {
        return ChildProcess.start(List.of("/bin/sh", "-c", script), folder.resolve("log"), name -> true);
    }

    private static long awaitNumber(Path file) throws IOException {
        String text = "";
        while (!text.endsWith("\n")) {
            ChildProcess.pause(10);
            text = Files.exists(file) ? Files.readString(file) : "";
        }
        return Long.parseLong(text.strip());
    }
}
