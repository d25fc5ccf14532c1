package io.breakwater.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operating system account PostgreSQL runs under: our own, or an unprivileged one when we are root, because
 * PostgreSQL refuses to run as root.
 *
 * @param uid numeric user id
 * @param gid numeric group id
 * @param dropped whether privileges have to be dropped to become it
 */
record Account(int uid, int gid, boolean dropped) {
    private static final List<String> UNPRIVILEGED = List.of("breakwater", "postgres", "nobody");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /** The account for the given folder, which exists and is ours. */
    static Account forOwnerOf(Path folder) {
        try {
            int uid = (int) Files.getAttribute(folder, "unix:uid");
            int gid = (int) Files.getAttribute(folder, "unix:gid");
            return uid == 0 ? unprivileged() : new Account(uid, gid, false);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot tell who owns " + folder, e);
        }
    }

    private static Account unprivileged() {
        if (!Files.isExecutable(SETPRIV)) {
            throw new EmbeddedPostgresException("PostgreSQL does not run as root, and " + SETPRIV
                    + " (package util-linux), which would drop the privileges, is missing; run as a normal user");
        }
        return UNPRIVILEGED.stream()
                .flatMap(name -> named(name).stream())
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "PostgreSQL does not run as root, and there is none of the accounts " + UNPRIVILEGED
                                + " to run it under; run as a normal user, or make the account breakwater"));
    }

    private static Optional<Account> named(String name) {
        Command uid = Command.run(List.of("id", "-u", name));
        Command gid = Command.run(List.of("id", "-g", name));
        return uid.succeeded() && gid.succeeded()
                ? Optional.of(new Account(Integer.parseInt(uid.output()), Integer.parseInt(gid.output()), true))
                : Optional.empty();
    }

    /** The words before a program's own that make it run under this account. */
    List<String> as(String... program) {
        List<String> words = new ArrayList<>();
        if (dropped) {
            words.addAll(List.of(
                    SETPRIV.toString(), "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"));
        }
        words.addAll(List.of(program));
        return words;
    }

    /**
     * The same for a server: the kernel interrupts it, which is its orderly stop, when the thread that started it ends.
     * So it does not outlive a JVM that was killed.
     */
    List<String> asChild(List<String> program) {
        List<String> words = new ArrayList<>(as());
        if (Files.isExecutable(SETPRIV)) {
            if (words.isEmpty()) {
                words.add(SETPRIV.toString());
            }
            words.add("--pdeathsig=INT");
        }
        words.addAll(program);
        return words;
    }

    /** Gives a folder and all that is in it to this account. */
    void own(Path path) {
        if (!dropped) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.setAttribute(one, "unix:uid", uid, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(one, "unix:gid", gid, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot give " + path + " to user " + uid, e);
        }
    }

    /** Refuses a folder that this account cannot reach, and names the folder that is in the way. */
    void requireReach(Path folder) {
        if (!dropped
                || Command.run(as("sh", "-c", "cd \"$1\"", "sh", folder.toString()))
                        .succeeded()) {
            return;
        }
        throw new EmbeddedPostgresException("PostgreSQL does not run as root, and user " + uid
                + ", under which it runs instead, cannot reach " + folder + " through " + barrier(folder)
                + "; use a folder whose parents everybody may enter, for example under /var/lib/breakwater");
    }

    private static Path barrier(Path folder) {
        Path at = folder.getRoot();
        for (Path name : folder) {
            at = at.resolve(name);
            if (!othersMayEnter(at)) {
                return at;
            }
        }
        return folder;
    }

    private static boolean othersMayEnter(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            return false;
        }
    }
}
