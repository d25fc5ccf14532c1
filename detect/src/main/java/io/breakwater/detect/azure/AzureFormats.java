package io.breakwater.detect.azure;

import io.breakwater.detect.read.Format;
import java.util.List;

/** What of Azure, Entra and Microsoft 365 is recognised. */
public final class AzureFormats {
    private AzureFormats() {}

    /** All of it; what is no log of who did what comes last. */
    public static List<Format> all() {
        return List.of(
                new ActivityLog(),
                new EntraAudit(),
                new EntraSignIn(),
                new EntraRisk(),
                new PimRequest(),
                new UnifiedAudit(),
                new ResourceLog());
    }
}
