package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill that goes wrong or is stopped: what is told, and that nothing is left running. The one that works is CI's. */
final class DrillCommandTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aServerIsBuilt() throws IOException {
        FakeServer.installIn(folder);
    }

    private List<ProcessHandle> stillRunningFor(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(data + "/") || line.contains("breakwater.data=" + data))
                        .isPresent())
                .toList();
    }

    @Test
    void drillWhoseServerKnowsNobody_failsAndLeavesNothingRunning_twiceInARow() {
        for (String name : List.of("first", "second")) {
            CliRun run = CliRun.in(folder).line("drill --data " + name);
            assertThat(run.exit()).as(run.err()).isEqualTo(5);
            assertThat(run.code()).isEqualTo("SERVER_NOT_UNDERSTOOD");
            assertThat(stillRunningFor(folder.resolve(name))).isEmpty();
            assertThat(folder.resolve(name).resolve("server.log")).exists();
        }
    }

    @Test
    void drillWhoseServerDoesNotStart_saysWhyAndStopsTheWitness() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("dies"), "Caused by: java.io.IOException: no space left\n");
        CliRun run = CliRun.in(folder).line("drill --data data");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("SERVER_NOT_STARTED").contains("no space left");
        assertThat(stillRunningFor(data)).isEmpty();
    }

    @Test
    void drillWithoutABuiltServer_saysSoAndStopsTheWitness() throws IOException {
        Files.delete(folder.resolve("server/target/quarkus-app/quarkus-run.jar"));
        CliRun run = CliRun.in(folder).line("drill --data data");
        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.code()).isEqualTo("SERVER_NOT_BUILT");
        assertThat(stillRunningFor(folder.resolve("data"))).isEmpty();
    }

    @Test
    void drillThatFails_isOneDocumentInJson() {
        CliRun run = CliRun.in(folder).line("drill --data data --json");
        assertThat(run.json().path("error").path("exit").asInt()).isEqualTo(run.exit());
    }

    @Test
    void drillInAFolderThatCannotBeMade_startsNothing() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        CliRun run = CliRun.in(folder).line("drill --data file/data");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.code()).isEqualTo("NOT_WRITTEN");
    }

    @Test
    void serverOfADrill_listensToNobodysSettingsButTheDrills() throws IOException {
        CliRun.in(folder).line("drill --data data");
        String settings = Files.readString(folder.resolve("data/settings"));
        assertThat(settings)
                .contains("breakwater.practice=true")
                .contains("breakwater.port=0")
                .contains("breakwater.origin=drill.breakwater.invalid/log")
                .containsPattern(
                        "breakwater\\.witness=http://127\\.0\\.0\\.1:\\d+ witness\\.drill\\.breakwater\\.invalid\\+");
        assertThat(Files.readString(folder.resolve("data/environment"))).doesNotContain("BREAKWATER_");
    }

    @Test
    void drillThatIsToldToStop_takesServerAndWitnessWithIt() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/answers")).getParent();
        ToolProcess tool =
                ToolProcess.start(folder, List.of("-Dbreakwater.home=" + folder), Map.of(), "drill", "--data", "data");
        while (!Files.exists(data.resolve("settings"))) {
            assertThat(tool.process().isAlive()).as(tool.said()).isTrue();
            ChildProcess.pause(10);
        }
        tool.process().destroy();
        assertThat(tool.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stillRunningFor(data)).isEmpty();
        long witness = Documents.parse(Files.readAllBytes(data.resolve("witness.log")))
                .map(said -> said.path("pid").asLong())
                .orElseThrow();
        assertThat(ProcessHandle.of(witness).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
