package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Whoever can send to the queue cannot make the server read what nobody allowed")
class AllowedObjectsTest {
    private static LoggedObject object(String bucket, String key) {
        return new LoggedObject(
                bucket, key, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    private static AllowedObjects allowed(String... entries) {
        return new AllowedObjects(
                Arrays.stream(entries).map(AllowedObjects.Entry::of).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "trail, a/b.json",
        "trail, ../x",
        "audit, AWSLogs/1/a.json",
        "audit, AWSLogs/..hidden/a.json",
        "audit, AWSLogs/",
    })
    void whatIsOnTheList_isAllowed(String bucket, String key) throws Failed {
        allowed("trail", "audit/AWSLogs/").check(object(bucket, key));
    }

    @ParameterizedTest
    @CsvSource({
        "payroll, a.json",
        "trail2, a.json",
        "TRAIL, a.json",
        "trai, a.json",
        "arn:aws:s3:eu-west-1:1:accesspoint/trail, a.json",
        "audit, other/a.json",
        "audit, AWSLog",
        "audit, AWSLogs/../payroll.json",
        "audit, AWSLogs/./a.json",
        "audit, AWSLogs/..",
    })
    void anythingElse_isRefused(String bucket, String key) {
        assertThatThrownBy(() -> allowed("trail", "audit/AWSLogs/").check(object(bucket, key)))
                .isInstanceOfSatisfying(
                        Failed.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.BUCKET_REFUSED))
                .hasMessageContaining(bucket)
                .hasMessageContaining("breakwater.watch.s3.buckets");
    }

    @Test
    void hostileName_isMadeSafeInWhatIsSaid() {
        assertThatThrownBy(() -> allowed("trail").check(object("x", "a\nERROR forged \u202E" + "k".repeat(900))))
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("\u202E")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }
}
