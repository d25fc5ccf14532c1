package io.breakwater.detect.watch;

import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.LogSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder keeps the contract of every source, left alone or not when it cannot be asked")
class FolderContractTest extends LogSourceContract {
    @TempDir
    private Path folder;

    private Duration passed = Duration.ZERO;

    @Override
    protected LogSource open() {
        return new PatientSource(
                new FolderSource(folder, () -> passed.toNanos()), InstantSource.system(), () -> passed.toNanos());
    }

    @Override
    protected void put(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Override
    protected void letTimePass() {
        passed = passed.plus(FolderSource.SETTLED);
    }
}
