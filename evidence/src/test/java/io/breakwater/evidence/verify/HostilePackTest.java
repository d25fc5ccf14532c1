package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.SealedPackCase.entry;
import static io.breakwater.evidence.verify.SealedPackCase.names;
import static io.breakwater.evidence.verify.SealedPackCase.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R67: files that want to break the reader, and every way a single byte can change. */
class HostilePackTest {
    private static final int STEP = 11;
    /** The end of the file, where each byte is tried: the manifest's signature, the directory, the end record. */
    private static final int TAIL = 1_500;

    /** {@code -Dbreakwater.mutations=10000} for more. */
    private static final int MUTATIONS = Integer.getInteger("breakwater.mutations", 2_000);

    @TempDir
    static Path work;

    private static TestHouse house;
    private static byte[] small;
    private static Path pack;

    @BeforeAll
    static void seal() throws IOException {
        house = new TestHouse(work);
        SampleIncident sample = new SampleIncident(house, "0007", "Short").declare();
        pack = house.file(house.seal(sample.id()));
        small = Files.readAllBytes(pack);
    }

    @Test
    void oneByteFlipped_inADenseSampleOfAllPositions_isRefused() throws IOException {
        Path flipped = work.resolve("flipped.zip");
        Random random = new Random(5);
        for (int at = random.nextInt(STEP); at < small.length; at += at < small.length - TAIL ? STEP : 1) {
            byte[] bytes = small.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            requireRefused(flipped, bytes, "byte " + at + " of " + small.length);
        }
    }

    @Test
    void oneByteReplacedByAnyOther_inHeadersAndManifest_isRefused() throws IOException {
        Path changed = work.resolve("changed.zip");
        Random random = new Random(6);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = small.clone();
            int at = i % 2 == 0 ? random.nextInt(200) : bytes.length - 1 - random.nextInt(3000);
            byte before = bytes[at];
            bytes[at] = (byte) random.nextInt(256);
            if (bytes[at] != before) {
                requireRefused(changed, bytes, "byte " + at);
            }
        }
    }

    @Test
    void manyMutations_neverEndInAnythingButARefusal() throws IOException {
        Path mutated = work.resolve("mutated.zip");
        Random random = new Random(11);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutate(small, random);
            if (!Arrays.equals(bytes, small)) {
                requireRefused(mutated, bytes, "mutation " + i);
            }
        }
    }

    /** The same with a mutation inside, signed by the pack key: so that the readers behind the signature are reached. */
    @Test
    void mutationsSignedByThePackKey_neverEndInAnythingButARefusal() throws IOException {
        Path mutated = work.resolve("signed.zip");
        Random random = new Random(12);
        List<String> names = List.of(PackNames.FACTS, PackNames.PROOFS, PackNames.CHECKPOINT, PackNames.POPULATION);
        for (int i = 0; i < 200; i++) {
            Forge forge = new Forge(pack);
            String name = names.get(i % names.size());
            byte[] before = forge.files().get(name);
            byte[] after = mutate(before, random);
            forge.files().put(name, after);
            forge.write(mutated, house.keys.pack());
            if (!Arrays.equals(before, after) && !name.equals(PackNames.POPULATION)) {
                requireRefused(mutated, Files.readAllBytes(mutated), name + " " + i);
            }
        }
    }

    @Test
    void truncatedZip_atEveryKilobyte_isUnreadable() throws IOException {
        Path cut = work.resolve("cut.zip");
        for (int length = 0; length < small.length; length += 1024) {
            Files.write(cut, Arrays.copyOf(small, length));
            refused(Kind.UNREADABLE, () -> house.verify(cut), "");
        }
    }

    @Test
    void bytesBeforeOrAfterTheZip_areRefused() throws IOException {
        Path padded = work.resolve("padded.zip");
        Files.write(padded, join(new byte[] {'M', 'Z'}, small));
        refused(Kind.UNREADABLE, () -> house.verify(padded), "");
        Files.write(padded, join(small, new byte[] {0}));
        refused(Kind.UNREADABLE, () -> house.verify(padded), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "content/../facts.ndjson",
                "facts.ndjson/",
                "C:\\x",
                "facts\u0000.ndjson"
            })
    void name_thatLeadsElsewhere_isRefused(String name) throws IOException {
        Path hostile = work.resolve("slip.zip");
        List<String> names = new ArrayList<>(names(pack));
        names.add(0, name);
        Forge.raw(
                hostile,
                names,
                names.stream()
                        .map(n -> n.equals(name) ? new byte[] {1} : entry(pack, n))
                        .toList());
        refused(Kind.UNREADABLE, () -> house.verify(hostile), "");
    }

    @Test
    void sameNameTwice_isRefused() throws IOException {
        Path twice = work.resolve("twice.zip");
        List<String> names = new ArrayList<>(names(pack));
        names.add(names.indexOf(PackNames.FACTS), PackNames.FACTS);
        Forge.raw(twice, names, names.stream().map(n -> entry(pack, n)).toList());
        refused(Kind.UNREADABLE, () -> house.verify(twice), "twice or out of order");
    }

    @Test
    void zipOfAnotherProgram_withExtraFieldsCommentsOrDescriptors_isRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("trust me");
            for (String name : names(pack)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(entry(pack, name));
            }
        }
        Path other = work.resolve("other.zip");
        Files.write(other, bytes.toByteArray());
        refused(Kind.UNREADABLE, () -> house.verify(other), "");
    }

    @Test
    void fileThatUnpacksToAThousandTimesItsLength_isRefusedBeforeItIsUnpacked() throws IOException {
        Path bomb = work.resolve("bomb.zip");
        List<String> names = new ArrayList<>(names(pack));
        try (var file = java.nio.channels.FileChannel.open(
                bomb,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.READ,
                java.nio.file.StandardOpenOption.WRITE)) {
            io.breakwater.evidence.pack.Bomb.write(file, names, n -> entry(pack, n));
        }
        refused(Kind.UNREADABLE, () -> house.verify(bomb), "unpacks to over 100 times");
    }

    private static void requireRefused(Path file, byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        try {
            house.verify(file);
        } catch (VerificationException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
            return;
        }
        fail(what + " was changed, and the pack was accepted");
    }

    private static byte[] mutate(byte[] from, Random random) {
        byte[] bytes = from.clone();
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
        return switch (random.nextInt(6)) {
            case 0 -> flip(bytes, at, random);
            case 1 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            case 2 -> join(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            case 3 -> {
                Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
                yield bytes;
            }
            case 4 -> {
                System.arraycopy(from, random.nextInt(bytes.length - length + 1), bytes, at, length);
                yield bytes;
            }
            default -> flip(flip(bytes, at, random), random.nextInt(bytes.length), random);
        };
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 + random.nextInt(255));
        return bytes;
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }
}
