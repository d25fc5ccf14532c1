package io.breakwater.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every command by its first word. */
final class CommandTree {
    private static final Map<String, Function<Cli, Object>> BRANCHES = branches();

    private CommandTree() {}

    private static Map<String, Function<Cli, Object>> branches() {
        Map<String, Function<Cli, Object>> all = new LinkedHashMap<>();
        all.put("drill", DrillCommand::new);
        all.put("up", UpCommand::new);
        all.put("login", LoginCommand::new);
        all.put("status", StatusCommand::new);
        all.put("incident", IncidentCommands::new);
        all.put("access", AccessCommand::new);
        all.put("debts", DebtCommands::new);
        all.put("findings", FindingsCommand::new);
        all.put("policy", PolicyCommands::new);
        all.put("person", PersonCommands::new);
        all.put("token", TokenCommands::new);
        all.put("ledger", LedgerCommands::new);
        all.put("rules", RulesCommands::new);
        all.put("pack", PackCommand::new);
        all.put("scan", ScanCommand::new);
        all.put("digest", DigestCommands::new);
        all.put("verify", VerifyCommand::new);
        all.put("witness", WitnessCommand::new);
        all.put("completion", CompletionCommand::new);
        return java.util.Collections.unmodifiableMap(all);
    }

    /** The branch the first argument names, or all of them when it names none. */
    static Map<String, Object> of(Cli cli, String... args) {
        String first = args.length == 0 ? "" : args[0];
        Map<String, Object> commands = new LinkedHashMap<>();
        BRANCHES.forEach((name, branch) -> {
            if (name.equals(first) || !BRANCHES.containsKey(first) && !first.equals("--version")) {
                commands.put(name, branch.apply(cli));
            }
        });
        return commands;
    }
}
