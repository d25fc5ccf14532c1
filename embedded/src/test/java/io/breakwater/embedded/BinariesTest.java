package io.breakwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinariesTest {
    private final Path cache = TestPostgres.newFolder();

    @AfterEach
    void removeCache() {
        TestPostgres.delete(cache);
    }

    @Test
    void aCache_thatCannotBeWritten_isTold() throws Exception {
        Path file = Files.createFile(cache.resolve("file"));
        assertThatThrownBy(() -> Binaries.in(file))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("cannot unpack PostgreSQL");
    }

    @Test
    void threeUnpackingAtOnce_leaveOneWholeCopy() throws Exception {
        List<CompletableFuture<Binaries>> all = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Binaries.in(cache)))
                .toList();
        for (CompletableFuture<Binaries> one : all) {
            assertThat(Command.run(List.of(one.get().program("postgres"), "--version"))
                            .output())
                    .startsWith("postgres (PostgreSQL) 18.");
        }
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }
}
