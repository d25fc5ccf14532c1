package io.breakwater.connect.postgresql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("component")
class BrokenNetworkOnPostgres18Test extends BrokenNetworkCases {
    @RegisterExtension
    static final Target TARGET = new Target(Target.Version.V18);

    @Override
    Target target() {
        return TARGET;
    }
}
