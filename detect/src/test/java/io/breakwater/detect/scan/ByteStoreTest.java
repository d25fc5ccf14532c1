package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteStoreTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsWritten_isReadFromAnyPlace() throws IOException {
        byte[] bytes = random(10_000);
        ByteStore store = new ByteStore(1, 16_384);
        for (int i = 0; i < 100; i++) {
            store.write(bytes[i]);
        }
        store.write(bytes, 100, bytes.length - 100);
        assertThat(store.size()).isEqualTo(bytes.length);
        assertThat(store.from(0).readAllBytes()).isEqualTo(bytes);
        assertThat(store.from(9_000).readNBytes(500)).isEqualTo(java.util.Arrays.copyOfRange(bytes, 9_000, 9_500));
        assertThat(store.from(9_999).read()).isEqualTo(bytes[9_999] & 0xff);
        assertThat(store.from(10_000).read()).isEqualTo(-1);
        assertThat(store.from(10_000).read(new byte[4])).isEqualTo(-1);
    }

    @Test
    void clearedStore_isEmpty_andKeepsItsRoom() {
        ByteStore store = new ByteStore(1, 16_384);
        store.write(random(500), 0, 500);
        byte[] room = store.bytes();
        store.clear();
        assertThat(store.size()).isZero();
        store.write(random(400), 0, 400);
        assertThat(store.bytes()).isSameAs(room);
    }

    @Test
    void room_isDoubled_untilWhatIsWrittenFits() {
        ByteStore store = new ByteStore(16, 512);
        store.write(random(17), 0, 17);
        assertThat(store.bytes()).hasSize(32);
        store.write(random(1_000), 0, 1_000);
        assertThat(store.bytes()).hasSize(1_017);
        store.write(1);
        assertThat(store.bytes()).hasSize(1_018);
    }

    @Test
    void roomThatOneLargeThingTook_isGivenBack() {
        ByteStore store = new ByteStore(16, 512);
        store.write(random(1_000), 0, 1_000);
        store.clear();
        assertThat(store.bytes()).hasSize(512);
    }
}
