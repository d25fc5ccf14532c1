package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody is told whose command line cannot be meant as it stands: what is wrong, and what was probably meant. */
final class UsageErrors {
    private final CommandSpec command;
    private final List<String> given;

    private UsageErrors(CommandSpec command, List<String> given) {
        this.command = command;
        this.given = given;
    }

    static Failure of(ParameterException wrong, String... given) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        UsageErrors errors = new UsageErrors(
                command,
                Arrays.stream(given).takeWhile(arg -> !arg.equals("--")).toList());
        return Failure.usage(errors.sentence(wrong), "Run `" + command.qualifiedName() + " --help`.");
    }

    private String sentence(ParameterException wrong) {
        List<String> unmatched = wrong instanceof UnmatchedArgumentException u ? u.getUnmatched() : List.of();
        boolean aWordTooMany = !unmatched.isEmpty() && !unmatched.get(0).startsWith("-");
        if (aWordTooMany) {
            return command.subcommands().isEmpty() ? tooMany(unmatched) : noCommand(unmatched.get(0));
        }
        String message = Optional.ofNullable(wrong.getMessage()).orElse("the command line is not understood");
        if (message.startsWith("Missing required subcommand")) {
            return "`" + command.qualifiedName() + "` wants a command: "
                    + String.join(", ", command.subcommands().keySet());
        }
        return unknownOption().map(this::noOption).orElseGet(() -> plain(message));
    }

    private String noCommand(String word) {
        return "`" + command.qualifiedName() + "` has no command " + Texts.quoted(word)
                + Suggestion.sentence(word, command.subcommands().keySet());
    }

    private static String tooMany(List<String> unmatched) {
        return "there is more than the command takes, from " + Texts.quoted(unmatched.get(0))
                + " on (text of several words goes in quotes)";
    }

    private String noOption(String name) {
        List<String> known = command.optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .toList();
        return "`" + command.qualifiedName() + "` has no option " + Texts.quoted(name)
                + Suggestion.of(name, known)
                        .map(option -> "; did you mean " + option + "?")
                        .orElse("");
    }

    /** An unknown option hides behind whatever is missing because of it: it is what the person wants to hear of. */
    private Optional<String> unknownOption() {
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i).replaceFirst("=.*", "");
            boolean isValue = i > 0 && takesAValue(given.get(i - 1));
            if (name.matches("-[a-zA-Z]|--[a-zA-Z].*") && !isValue && command.findOption(name) == null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean takesAValue(String word) {
        var option = command.findOption(word);
        return option != null && option.arity().max() > 0;
    }

    private static String plain(String message) {
        return message.lines().findFirst().orElse(message).replace("is not an int", "is not a whole number");
    }
}
