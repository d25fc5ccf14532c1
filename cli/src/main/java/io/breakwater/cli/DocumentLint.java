package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import java.nio.file.Path;
import java.util.List;

/** Everything that is wrong with a document, as a server reads it: one that runs, or one started for the question. */
final class DocumentLint {
    private final Cli cli;
    private final String what;
    private final String path;

    DocumentLint(Cli cli, String what) {
        this(cli, what, "/" + what);
    }

    /** A lint of documents that the command calls that, and the API has under this path. */
    DocumentLint(Cli cli, String what, String path) {
        this.cli = cli;
        this.what = what;
        this.path = path + "/lint";
    }

    /** Says what is wrong, a line each; returns the exit code. */
    int lint(Path file, boolean ownServer) {
        ObjectNode asked = Documents.object().put("document", WrittenFile.text(cli, file));
        JsonNode answer = ownServer ? ShortServer.ask(cli, path, asked) : onAServer(file, asked);
        List<JsonNode> problems = Documents.list(answer, "problems");
        cli.show(
                answer,
                problems.isEmpty()
                        ? List.of(file + ": no problems")
                        : problems.stream().map(problem -> line(file, problem)).toList());
        return problems.isEmpty() ? Exit.OK.code() : Exit.USAGE.code();
    }

    private JsonNode onAServer(Path file, ObjectNode asked) {
        try {
            return cli.server().post(path, asked);
        } catch (Failure none) {
            if (!List.of("NO_SERVER", "SERVER_UNREACHABLE").contains(none.code())) {
                throw none;
            }
            throw new Failure(
                    none.code(),
                    none.sentence() + ", and a server reads the " + what,
                    "Let one be started for it: breakwater " + what + " lint " + file + " --own-server",
                    none.exit());
        }
    }

    private static String line(Path file, JsonNode problem) {
        return file + ":" + Documents.text(problem, "line") + ":" + Documents.text(problem, "column") + ": "
                + Documents.text(problem, "code") + ": " + Documents.text(problem, "message");
    }
}
