package io.breakwater.connect.postgresql;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("component")
class ContractOnPostgres18Test extends ContractOnPostgres15Test {
    @RegisterExtension
    static final Target NEWER = new Target(Target.Version.V18);

    @Override
    Target target() {
        return NEWER;
    }
}
