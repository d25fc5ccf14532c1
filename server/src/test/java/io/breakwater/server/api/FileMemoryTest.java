package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FileMemoryTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final OptionalLong SMALL = OptionalLong.of(100);

    private static void assertFull(FileMemory memory, OptionalLong size) {
        assertThatThrownBy(() -> memory.take(size))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.RATE_LIMITED));
    }

    @Test
    void whileOneOfTheLargestIsTakenIn_aSmallHeapTakesNothingMore() {
        FileMemory memory = new FileMemory(128 * MEBIBYTE);
        Runnable release = memory.take(OptionalLong.of(64 * MEBIBYTE));
        assertFull(memory, SMALL);
        release.run();
        memory.take(SMALL).run();
    }

    @Test
    void aFileOfUnknownSize_countsAsTheLargest() {
        FileMemory memory = new FileMemory(128 * MEBIBYTE);
        memory.take(OptionalLong.empty());
        assertFull(memory, SMALL);
    }

    @Test
    void givingBackTwice_givesBackOnce() {
        FileMemory memory = new FileMemory(128 * MEBIBYTE);
        Runnable release = memory.take(SMALL);
        memory.take(OptionalLong.of(62 * MEBIBYTE));
        release.run();
        release.run();
        memory.take(SMALL);
        assertFull(memory, SMALL);
    }

    @Test
    void aQuarterOfTheHeap_isForFiles() {
        FileMemory memory = new FileMemory(1024 * MEBIBYTE);
        List<Runnable> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(memory.take(OptionalLong.of(64 * MEBIBYTE)));
        }
        assertFull(memory, SMALL);
        held.forEach(Runnable::run);
        assertThat(memory.take(OptionalLong.empty())).isNotNull();
    }
}
