package io.breakwater.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WallsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/walls/"))
            .importPackages("io.breakwater");

    static List<ArchRule> walls() {
        return House.walls();
    }

    @ParameterizedTest
    @MethodSource("walls")
    void wall_holds(ArchRule wall) {
        wall.check(HOUSE);
    }

    @Test
    void everyRoom_isOnThePlan_andEveryRoomOnThePlanExists() {
        Set<String> rooms = HOUSE.stream()
                .map(c -> c.getPackageName().split("\\."))
                .filter(parts -> parts.length > 2)
                .map(parts -> parts[2])
                .collect(Collectors.toSet());
        assertThat(rooms).isEqualTo(House.MAY_USE.keySet());
    }

    @Test
    void noWall_isWiderThanTheDesign() {
        assertThat(House.MAY_USE.get("model")).isEmpty();
        assertThat(House.MAY_USE.get("ledger")).containsExactly("model");
        assertThat(House.MAY_USE.entrySet())
                .filteredOn(e -> e.getValue().contains("server"))
                .isEmpty();
    }

    /** The test of the test: a house with a hole in every wall, where every rule must see the hole. */
    @Test
    void aHoleInAWall_isSeen() {
        JavaClasses broken = new ClassFileImporter()
                .importPackages("io.breakwater.ledger.merkle.broken", "io.breakwater.model.broken");
        assertThat(broken).isNotEmpty();
        for (ArchRule rule : Arrays.asList(
                House.wallOf("model", Set.of()),
                House.merkleNeedsOnlyTheJdk(),
                House.onlyTheServerKnowsQuarkus(),
                House.theWallClockStaysOutside(),
                House.onlyServerAndHandToolListen(),
                House.nobodyReadsXml(),
                House.nothingPrintsButTheHandTool())) {
            assertThatThrownBy(() -> rule.check(broken))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("because");
        }
    }
}
