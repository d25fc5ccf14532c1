package io.breakwater.evidence.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.Function;

/** Writes a pack whose facts are 64 MiB of nothing, deflated a thousandfold. */
public final class Bomb {
    private static final int MEBIBYTES = 64;

    private Bomb() {}

    public static void write(FileChannel file, List<String> names, Function<String, byte[]> contents)
            throws IOException {
        ZipWriter zip = new ZipWriter(file);
        for (String name : names) {
            if (name.equals(PackNames.FACTS)) {
                zip.stream(name, out -> {
                    for (int i = 0; i < MEBIBYTES; i++) {
                        out.write(new byte[1 << 20]);
                    }
                });
            } else {
                zip.store(name, contents.apply(name));
            }
        }
        zip.end();
    }
}
