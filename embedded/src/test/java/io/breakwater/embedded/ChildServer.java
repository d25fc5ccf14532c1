package io.breakwater.embedded;

import java.nio.file.Path;

/** A JVM of its own that runs a server in the given folder until it is killed or its standard input ends. */
final class ChildServer {
    private ChildServer() {}

    /** Prints {@code port pid} when the server answers, or {@code refused: why}. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres.Options options = EmbeddedPostgres.Options.in(Path.of(arguments[0]));
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(options.withPort(port))) {
            System.out.println(server.port() + " " + server.pid());
            while (System.in.read() >= 0) {
                // Anything that is said is ignored.
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println("refused: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    static Process start(Path folder) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildServer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
