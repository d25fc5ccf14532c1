package io.breakwater.connect.s3;

import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.LogSourceContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bucket and its queue keep the contract of every source")
@ExtendWith(CloudServers.Running.class)
class S3ContractTest extends LogSourceContract {
    /** What a process that is gone held comes again after a second. */
    private static final Pace PACE = new Pace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            Duration.ofHours(1));

    @TempDir
    private Path data;

    private final CloudServers cloud;
    private String queue = "";

    S3ContractTest(CloudServers cloud) {
        this.cloud = cloud;
    }

    @BeforeEach
    void newQueue() {
        queue = cloud.newQueue(UUID.randomUUID().toString());
    }

    @Override
    protected LogSource open() {
        return cloud.source(queue, data, PACE);
    }

    @Override
    protected void put(String name, String content) {
        cloud.deliver(queue, "trail", name, content);
    }

    @Override
    protected void letTimePass() {
        // The queue waits until there is something.
    }
}
