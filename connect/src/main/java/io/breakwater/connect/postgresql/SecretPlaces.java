package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a policy may say that a broker's password is: variables of one prefix, and files in one folder. Who writes policy
 * chooses the host the password is used at, and so must not choose among all that the server can read.
 */
public final class SecretPlaces {
    /** What names of variables begin with. */
    public static final String PREFIX = "BREAKWATER_SECRET_";

    private final Map<String, String> environment;
    private final Path folder;

    /**
     * The places.
     *
     * @param environment where {@code env:NAME} is looked up
     * @param folder where files are; it need not exist
     */
    public SecretPlaces(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Why the reference is not allowed, by its words alone: whether anything is there is not told. */
    Optional<String> problemWith(String reference) {
        if (reference.startsWith("env:")) {
            return name(reference).startsWith(PREFIX)
                    ? Optional.empty()
                    : Optional.of("may only name variables that begin with " + PREFIX);
        }
        Path file = Path.of(name(reference));
        boolean inside = file.startsWith(folder) && file.equals(file.normalize()) && !file.equals(folder);
        return inside ? Optional.empty() : Optional.of("may only name files in " + folder);
    }

    /**
     * The password.
     *
     * @throws ProviderException.Unreachable when it is somewhere else, also by a link, or not there
     */
    String read(String reference) {
        problemWith(reference).ifPresent(problem -> {
            throw new ProviderException.Unreachable("the broker's password: admin-password " + problem, null);
        });
        return reference.startsWith("env:") ? variable(name(reference)) : file(Path.of(name(reference)));
    }

    private static String name(String reference) {
        return reference.substring(reference.indexOf(':') + 1);
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new ProviderException.Unreachable(
                    "the broker's password: the environment variable " + name + " is not set", null);
        }
        return value;
    }

    private String file(Path file) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new ProviderException.Unreachable(
                        "the broker's password: " + file + " is a link out of " + folder, null);
            }
            return Files.readString(real).strip();
        } catch (IOException e) {
            throw new ProviderException.Unreachable("the broker's password: the file " + file + " cannot be read", e);
        }
    }
}
