package io.breakwater.detect.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process had resident at most, where the system tells it (Linux). */
final class Resident {
    private static final String PEAK = "VmHWM:";

    private Resident() {}

    /** 0 where nobody knows, also of a process that has ended. */
    static long peakKilobytes(long process) {
        Path status = Path.of("/proc", String.valueOf(process), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }

    static String inWords(long kilobytes) {
        return kilobytes == 0 ? "unknown" : kilobytes / 1024 + " MiB";
    }
}
