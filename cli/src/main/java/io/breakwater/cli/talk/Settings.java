package io.breakwater.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Where server and token come from: the flag, then the environment ({@code BREAKWATER_URL}, {@code BREAKWATER_TOKEN},
 * {@code BREAKWATER_TOKEN_FILE}, {@code BREAKWATER_CA_FILE}), then the file that {@code breakwater login} wrote. The
 * file's token goes to the file's server and to no other.
 */
public final class Settings {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Surroundings around;

    public Settings(Surroundings around) {
        this.around = around;
    }

    /** The address to talk to, with what was given as flags. */
    public Address address(Optional<String> server, Optional<Path> tokenFile, Optional<Path> caFile) {
        JsonNode kept = Files.exists(file()) ? kept() : Documents.object();
        Optional<String> keptUrl = Optional.of(Documents.text(kept, "server")).filter(url -> !url.isEmpty());
        String url = server.or(() -> around.variable("BREAKWATER_URL"))
                .or(() -> keptUrl)
                .orElseThrow(() -> new Failure(
                        "NO_SERVER",
                        "no server is named",
                        "Start one with `breakwater up`, then `breakwater login`; or set BREAKWATER_URL.",
                        Exit.USAGE));
        Optional<String> keptToken = Optional.of(Documents.text(kept, "token"))
                .filter(token -> !token.isEmpty() && keptUrl.filter(url::equals).isPresent());
        Optional<Path> ca = caFile.or(
                        () -> around.variable("BREAKWATER_CA_FILE").map(Path::of))
                .or(() -> Optional.of(Documents.text(kept, "caFile"))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of));
        return Address.of(url, givenToken(tokenFile).or(() -> keptToken), ca.map(around.workFolder()::resolve));
    }

    /** The token of the flag or of the environment. */
    public Optional<String> givenToken(Optional<Path> tokenFile) {
        return tokenFile
                .map(this::tokenIn)
                .or(() -> around.variable("BREAKWATER_TOKEN"))
                .or(() -> around.variable("BREAKWATER_TOKEN_FILE").map(Path::of).map(this::tokenIn));
    }

    /** The token in a file only its owner can read. */
    public String tokenIn(Path file) {
        Path found = around.workFolder().resolve(file);
        if (!read(found).matches("\\s*[\\x21-\\x7e]{1,4096}\\s*")) {
            throw new Failure("CONFIG_UNREADABLE", file + " holds no token", "A token is one word: bw_…", Exit.USAGE);
        }
        return text(found).strip();
    }

    /** Keeps server and token for later commands; the file is its owner's alone from its first byte. */
    public Path keep(Address address) {
        ObjectNode kept = Documents.object().put("server", address.url().toString());
        address.token().ifPresent(token -> kept.put("token", token));
        address.caFile().ifPresent(ca -> kept.put("caFile", ca.toString()));
        PrivateFile.write(file(), Documents.pretty(kept) + "\n");
        return file();
    }

    /** The file that {@code breakwater login} writes. */
    public Path file() {
        return around.variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(around.home().resolve(".config"))
                .resolve("breakwater")
                .resolve("config.json");
    }

    private JsonNode kept() {
        return Documents.parse(text(file()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new Failure(
                        "CONFIG_UNREADABLE",
                        file() + " is not what `breakwater login` writes",
                        "Remove it and log in again.",
                        Exit.USAGE));
    }

    private static String text(Path file) {
        try {
            refuseWhenOthersRead(file);
            return read(file);
        } catch (IOException unreadable) {
            throw unreadable(file);
        }
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new Failure("CONFIG_UNREADABLE", file + " is far too large", "", Exit.USAGE);
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw unreadable(file);
        }
    }

    private static Failure unreadable(Path file) {
        return new Failure("CONFIG_UNREADABLE", file + " cannot be read", "Check its name and its owner.", Exit.USAGE);
    }

    private static void refuseWhenOthersRead(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new Failure(
                    "SECRET_EXPOSED",
                    file + " holds a secret and others can read it",
                    "Run `chmod 600 " + file + "`, and revoke the token if somebody may have seen it.",
                    Exit.USAGE);
        }
    }
}
