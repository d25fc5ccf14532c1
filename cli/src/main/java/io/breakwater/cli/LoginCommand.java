package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Keeps server and token for later commands, once the server has accepted them. */
@Command(
        name = "login",
        description = {
            "Keep server and token for later commands.",
            "The token is read from --token-file, BREAKWATER_TOKEN, BREAKWATER_TOKEN_FILE, a prompt, or standard input:"
                    + " never from an argument."
        },
        footer = {
            "  breakwater login --server http://127.0.0.1:7480 --token-file ~/.local/share/breakwater/admin-token",
            "  breakwater login --server https://breakwater.example   (asks for the token)"
        })
final class LoginCommand implements Callable<Integer> {
    private final Cli cli;

    LoginCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Address address = address();
        JsonNode me = cli.server(address).read("/me");
        Path file = new Settings(cli.around()).keep(address);
        return cli.show(
                me,
                "Logged in as " + Documents.text(me, "person") + " ("
                        + String.join(", ", Documents.texts(me, "functions")) + ") at " + address + ", kept in "
                        + file);
    }

    private Address address() {
        GlobalOptions options = cli.options();
        Settings settings = new Settings(cli.around());
        String url = options.server
                .or(() -> cli.around().variable("BREAKWATER_URL"))
                .orElseThrow(() -> Failure.usage("no server is named", "Give it with --server URL."));
        Address.of(url, Optional.empty(), Optional.empty());
        String token = settings.givenToken(options.tokenFile)
                .orElseGet(() -> cli.console().secret("Token for " + url + ": "));
        Optional<Path> ca = options.caFile.map(cli.around().workFolder()::resolve);
        if (token.isEmpty()) {
            throw Failure.usage("no token was given", "Paste it at the prompt or give --token-file.");
        }
        return Address.of(url, Optional.of(token), ca);
    }
}
