package io.breakwater.connect.postgresql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("component")
class BrokenNetworkOnPostgres15Test extends BrokenNetworkCases {
    @RegisterExtension
    static final Target TARGET = new Target(Target.Version.V15);

    @Override
    Target target() {
        return TARGET;
    }
}
