package io.breakwater.cli.talk;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server is, and what proves to it who we are.
 *
 * @param url scheme, host and port, perhaps a path; without a slash at its end
 * @param token sent as a bearer token; never printed
 * @param caFile certificates (PEM) to trust instead of the JDK's
 */
public record Address(URI url, Optional<String> token, Optional<Path> caFile) {
    private static final Set<String> OWN_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * An address somebody gave.
     *
     * @throws Failure for anything but http and https, and for http to another machine: the token would be readable on
     *     the way
     */
    public static Address of(String url, Optional<String> token, Optional<Path> caFile) {
        URI parsed = parse(url.replaceAll("/+$", ""));
        boolean http = "http".equals(parsed.getScheme());
        if (parsed.getHost() == null
                || !http && !"https".equals(parsed.getScheme())
                || parsed.getRawUserInfo() != null) {
            throw Failure.usage("not the address of a server: " + quoted(url), "Write it as https://host:port.");
        }
        if (http && !OWN_MACHINE.contains(parsed.getHost())) {
            throw Failure.usage(
                    "http to another machine would send the token readable to everybody on the way",
                    "Use https, or a tunnel to 127.0.0.1.");
        }
        token.filter(text -> !text.matches("[\\x21-\\x7e]{1,4096}")).ifPresent(bad -> {
            throw Failure.usage("the token holds characters a token never has", "Check the file or variable it is in.");
        });
        return new Address(parsed, token, caFile);
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            throw Failure.usage("not the address of a server: " + quoted(url), "Write it as https://host:port.");
        }
    }

    private static String quoted(String url) {
        return io.breakwater.model.Texts.quoted(url);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
