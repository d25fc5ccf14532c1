package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theVersionOnTheRecord_isTheBuilds() throws IOException {
        Path pom = Path.of(System.getProperty("breakwater.root", ".."), "pom.xml");
        assertThat(Version.ofThisBuild()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertThat(Files.readString(pom)).contains("<version>" + Version.ofThisBuild() + "</version>");
    }
}
