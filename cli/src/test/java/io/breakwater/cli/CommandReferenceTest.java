package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

final class CommandReferenceTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("breakwater.root", "..")).resolve("docs/cli.md");

    private static final Pattern LINE = Pattern.compile("(?m)^(?:\\$ )?((?:\\./)?breakwater [^\\n]*)$");
    private static final Pattern NAMED = Pattern.compile("`((?:\\./)?breakwater [^`\\n]*)`");

    @Test
    void reference_isWhatTheCommandsSay() throws IOException {
        if (Boolean.getBoolean("breakwater.regenerate")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, CommandReference.text());
        }
        assertThat(Files.readString(REFERENCE))
                .as("docs/cli.md is stale: run this test with -Dbreakwater.regenerate=true")
                .isEqualTo(CommandReference.text());
    }

    static Stream<CommandLine> commands() {
        return CommandReference.all(CommandReference.commands()).stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommand_saysWhatItDoesAndShowsAnExampleOfItself(CommandLine command) {
        CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String name = command.getCommandSpec().qualifiedName();
        assertThat(usage.description()).as(name).isNotEmpty();
        assertThat(usage.description()[0]).as(name).matches("(?s)[A-Z\"].*[.,:]");
        assertThat(Arrays.stream(usage.footer())).as(name + " has an example").isNotEmpty();
        assertThat(String.join("\n", usage.footer())).as(name).contains("breakwater ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndParameter_isDescribed(CommandLine command) {
        List<ArgSpec> arguments = command.getCommandSpec().args();
        assertThat(arguments)
                .as(command.getCommandSpec().qualifiedName())
                .allSatisfy(argument -> assertThat(String.join("", argument.description()))
                        .as(argument.paramLabel())
                        .isNotBlank());
    }

    @Test
    void noOption_takesASecret() {
        assertThat(commands()
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .flatMap(option -> Arrays.stream(option.names())))
                .doesNotContain("--token", "--password", "--secret");
    }

    @Test
    void everyBranch_isThereWhenItIsNamedAlone() {
        Cli cli = new Cli(io.breakwater.cli.talk.Surroundings.ofThisProcess());
        CommandLine all = cli.commandLine("--help");
        all.getSubcommands()
                .keySet()
                .forEach(name -> assertThat(
                                cli.commandLine(name).getSubcommands().keySet())
                        .containsExactly(name));
    }

    @Test
    void examples_areCommandLinesThatParse() {
        CommandReference.all(CommandReference.commands()).stream()
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .flatMap(String::lines)
                .filter(line -> line.strip().startsWith("breakwater "))
                .forEach(line -> assertThat(unparsed(line)).as(line).isEmpty());
    }

    @Test
    void commandsInTheDocuments_areCommandLinesThatParse() throws IOException {
        List<String> lines = found(LINE);
        assertThat(lines).hasSizeGreaterThan(25);
        assertThat(lines).allSatisfy(line -> assertThat(unparsed(line)).as(line).isEmpty());
    }

    /** A command that a sentence only names may lack what it needs, and has nothing that does not exist. */
    @Test
    void commandsThatTheDocumentsName_exist() throws IOException {
        List<String> named = found(NAMED);
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(named)
                .allSatisfy(name -> assertThat(unparsed(name))
                        .as(name)
                        .matches("|Missing required .*|breakwater.*needs a command.*"));
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return documents()
                .flatMap(document ->
                        pattern.matcher(document.replace("\\\n", " ")).results())
                .flatMap(found -> Arrays.stream(found.group(1).split(" && ")))
                .map(command -> command.strip().replaceFirst("^\\./", ""))
                .filter(command -> !command.contains("…"))
                .distinct()
                .toList();
    }

    private static Stream<String> documents() throws IOException {
        Path root = REFERENCE.resolveSibling("..");
        List<Path> found = new ArrayList<>(
                List.of(root.resolve("README.md"), root.resolve("SECURITY.md"), root.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md") && !file.endsWith("cli.md"))
                    .forEach(found::add);
        }
        List<String> texts = new ArrayList<>();
        for (Path file : found) {
            texts.add(Files.readString(file));
        }
        return texts.stream();
    }

    private static String unparsed(String example) {
        String command = example.strip().substring("breakwater ".length()).replaceAll("\\s{3,}.*|\\s[>|].*", "");
        List<String> words = Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
        try {
            CommandReference.commands().parseArgs(words.toArray(String[]::new));
            return "";
        } catch (CommandLine.ParameterException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }
}
