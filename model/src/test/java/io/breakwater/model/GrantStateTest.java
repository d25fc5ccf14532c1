package io.breakwater.model;

import static io.breakwater.model.GrantState.ACTIVE;
import static io.breakwater.model.GrantState.APPROVED;
import static io.breakwater.model.GrantState.BYPASSED;
import static io.breakwater.model.GrantState.DENIED;
import static io.breakwater.model.GrantState.ENDED;
import static io.breakwater.model.GrantState.ENDING;
import static io.breakwater.model.GrantState.INTENDED;
import static io.breakwater.model.GrantState.REQUESTED;
import static io.breakwater.model.GrantState.REVIEWED;
import static io.breakwater.model.GrantState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantStateTest {
    @Test
    void noPathLeadsToActive_butThroughApprovedOrBypassed_andTheIntent() {
        assertThat(before(ACTIVE)).containsExactly(INTENDED);
        assertThat(before(INTENDED)).containsExactlyInAnyOrder(APPROVED, BYPASSED);
        assertThat(before(APPROVED)).containsExactly(REQUESTED);
        assertThat(before(BYPASSED)).containsExactly(REQUESTED);
    }

    @Test
    void whateverMayBeOpen_canOnlyLeaveThroughEnding() {
        assertThat(before(ENDED)).containsExactly(ENDING);
        for (GrantState state : GrantState.values()) {
            if (state.mayBeOpen()) {
                assertThat(after(state)).allMatch(next -> next.mayBeOpen() || next == ENDED);
            }
        }
    }

    @Test
    void deniedWithdrawnAndReviewed_areForEver() {
        for (GrantState last : Set.of(DENIED, WITHDRAWN, REVIEWED)) {
            assertThat(after(last)).isEmpty();
        }
    }

    private static Set<GrantState> before(GrantState state) {
        Set<GrantState> found = new HashSet<>();
        for (GrantState from : GrantState.values()) {
            if (from.mayBecome(state)) {
                found.add(from);
            }
        }
        return found;
    }

    private static Set<GrantState> after(GrantState state) {
        Set<GrantState> found = new HashSet<>();
        for (GrantState to : GrantState.values()) {
            if (state.mayBecome(to)) {
                found.add(to);
            }
        }
        return found;
    }
}
