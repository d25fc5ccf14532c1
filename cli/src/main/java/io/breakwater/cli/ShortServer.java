package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Folders;
import io.breakwater.cli.talk.PrivateFile;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.cli.talk.ServerProcess;
import io.breakwater.cli.talk.Settings;
import io.breakwater.cli.talk.Spans;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A server for one question: nothing of it is left afterwards, and no other server's data is touched. */
final class ShortServer {
    private ShortServer() {}

    static JsonNode ask(Cli cli, String path, ObjectNode question) {
        Path root = cli.around().root().orElseThrow(UpCommand::noRoot);
        Path data = PrivateFile.passableFolder(
                Path.of(System.getProperty("java.io.tmpdir"), "breakwater-" + UUID.randomUUID()));
        Path tokenFile = data.resolve("admin-token");
        Map<String, String> settings = Map.of(
                "breakwater.data", data.toString(),
                "breakwater.port", "0",
                "breakwater.admin-token-file", tokenFile.toString());
        try (ServerProcess server =
                ServerProcess.start(root, data, settings, List.of(), name -> !name.startsWith("BREAKWATER_"))) {
            cli.console().progress("starting a server for it …");
            Address address = server.awaitReady(() -> {});
            cli.console().progressDone();
            String token = new Settings(cli.around()).tokenIn(tokenFile);
            Address asAdministrator = Address.of(address.toString(), Optional.of(token), Optional.empty());
            return new ServerClient(asAdministrator, Spans.parse(cli.options().timeout)).post(path, question);
        } finally {
            Folders.delete(data);
        }
    }
}
