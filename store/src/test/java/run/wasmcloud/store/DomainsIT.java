package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

@ExtendWith(TestStore.class)
class DomainsIT {
    private final Store store;
    private final Function function;
    private final String host = "shop-" + UUID.randomUUID() + ".example.org";

    DomainsIT(Store store) {
        this.store = store;
        this.function = TestStore.function(store, TestStore.user(store));
        TestStore.deploy(store, function, "");
    }

    private Domain claim(boolean verified) {
        assertThat(store.domains().add(function, host)).isTrue();
        if (verified) {
            assertThat(store.domains().verified(read())).isTrue();
        }
        return read();
    }

    private Domain read() {
        return store.domains().find(function.id(), host).orElseThrow();
    }

    private void age(String column, String age) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE domains SET %s = now() - interval '%s' WHERE host = ?"
                                                .formatted(column, age),
                                        host));
    }

    private List<String> due() {
        return store.domains().takeDue(1000).stream().map(Domain::host).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "true, 25 hours, true",
        "true, 23 hours, false",
        "false, 61 minutes, true",
        "false, 59 minutes, false"
    })
    void isToBeCheckedEachDayAndEachHourUntilItIsProved(
            boolean verified, String age, boolean isDue) {
        claim(verified);
        age("checked_at", age);

        assertThat(due().contains(host)).isEqualTo(isDue);
        assertThat(due()).doesNotContain(host);
    }

    @Test
    void forgetsClaimsThatNobodyHasProvedInAMonth() {
        claim(false);
        age("created_at", "29 days");
        store.domains().purge();
        assertThat(read().host()).isEqualTo(host);

        age("created_at", "31 days");
        store.domains().purge();
        assertThat(store.domains().find(function.id(), host)).isEmpty();
    }

    @Test
    void keepsWhatIsProved() {
        claim(true);
        age("created_at", "31 days");

        store.domains().purge();

        assertThat(read().verifiedAt()).isPresent();
    }

    @Test
    void tellsWhereANameLeadsAndOfEachChange() {
        var told = new CopyOnWriteArrayList<Change>();
        var change = new Change.FunctionChanged(function.id(), function.name());
        claim(false);
        assertThat(store.routing().find(host)).isEmpty();
        try (var _ = store.changes().subscribe(told::add)) {
            store.domains().verified(read());
            assertThat(store.routing().find(host).orElseThrow().function())
                    .isEqualTo(function.id());
            assertThat(told).contains(change);
            told.clear();
            store.domains().delete(function, host);
            assertThat(told).contains(change);
        }
        assertThat(store.routing().find(host)).isEmpty();
    }

    @Test
    void leadsNowhereWhenItsFunctionIsDeleted() {
        claim(true);

        store.functions().delete(function.owner(), function.name());

        assertThat(store.routing().find(host)).isEmpty();
    }
}
