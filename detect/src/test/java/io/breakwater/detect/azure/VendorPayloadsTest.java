package io.breakwater.detect.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the vendor's own documents show. They lie beside the checkout, or these tests fail. */
@Tag("extra")
@DisplayName("Azure: the vendor's own examples are read")
class VendorPayloadsTest {
    private static final Path CONTRACTS = Path.of(System.getProperty("breakwater.root"), "..", "shared", "contracts");

    private static String text(String name) throws IOException {
        return Files.readString(CONTRACTS.resolve(name));
    }

    @Test
    void pageOfTheActivityLog_isRead() throws IOException {
        JsonNode example = new ObjectMapper().readTree(text("azure/activity-log.GET.2015-04-01.json"));
        AzureKit.Outcome outcome =
                AzureKit.read(example.at("/responses/200/body").toString());
        LogEvent event = outcome.only();

        assertThat(outcome.report().problems()).isEmpty();
        assertThat(event.action()).isEqualTo("microsoft.support/supporttickets/write");
        assertThat(event.account()).isEqualTo("089bd33f-d4ec-47fe-8ba5-0753aa5c5b33");
        assertThat(event.principal().name()).isEqualTo("admin@contoso.com");
        assertThat(event.principal().account()).isEqualTo("1e8d8218-c5e7-4578-9acc-9abbd5d23315");
        assertThat(event.principal().mfa()).contains(false);
        assertThat(event.address()).isEqualTo("192.168.35.115");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void requestsToPim_areRead() throws IOException {
        LogEvent activated =
                AzureKit.read(text("msgraph/self-activate.response201.json")).only();
        LogEvent assigned = AzureKit.read(text("msgraph/admin-assign-no-expiry.response201.json"))
                .only();

        assertThat(activated.format()).isEqualTo("entra.pim");
        assertThat(activated.action()).isEqualTo("selfActivate");
        assertThat(activated.time()).hasToString("2022-04-13T08:52:32.648585100Z");
        assertThat(activated.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(assigned.action()).isEqualTo("adminAssign");
        assertThat(assigned.principal().id()).isEqualTo("3fbd929d-8c56-4462-851e-0eb9a7b3a2a5");
    }
}
