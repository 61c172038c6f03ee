package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** On a database of its own: it has the last admin. */
@ExtendWith(TestStore.class)
class UserDirectoryIT {
    private final DatabaseAddress address;
    private final Path folder;
    private Store store;
    private User admin;

    UserDirectoryIT(Store server, @TempDir Path folder) {
        this.address = TestStore.database(server);
        this.folder = folder;
    }

    @BeforeEach
    void open() throws Exception {
        store =
                Store.open(
                        address,
                        FolderBlobStore.open(folder.resolve("modules")),
                        new StoreKeys(
                                SigningKeys.inFolder(folder.resolve("keys")),
                                MasterKeys.inFile(folder.resolve("master-keys"))));
        admin = user("admin", Role.ADMIN, Plan.PAID);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsUsersByAddressStatePlanAndRole() {
        var anna = user("anna", Role.USER, Plan.FREE);
        var bert = user("bert", Role.USER, Plan.APPLICANT);
        store.users().setState(bert.id(), UserState.LOCKED);

        assertThat(found(query(" ANNA@"))).containsExactly(anna.id());
        assertThat(found(query("_nna"))).isEmpty();
        assertThat(found(query(""))).containsExactlyInAnyOrder(anna.id(), bert.id(), admin.id());
        assertThat(
                        found(
                                new UserQuery(
                                        none(),
                                        Optional.of(UserState.LOCKED),
                                        none(),
                                        none(),
                                        none(),
                                        9)))
                .containsExactly(bert.id());
        assertThat(found(new UserQuery(none(), none(), Optional.of(Plan.FREE), none(), none(), 9)))
                .containsExactly(anna.id());
        assertThat(found(new UserQuery(none(), none(), none(), Optional.of(Role.ADMIN), none(), 9)))
                .containsExactly(admin.id());
    }

    @Test
    void comesInParts() {
        user("anna", Role.USER, Plan.FREE);

        var first =
                store.userDirectory()
                        .list(new UserQuery(none(), none(), none(), none(), none(), 1));
        var second =
                store.userDirectory()
                        .list(new UserQuery(none(), none(), none(), none(), first.next(), 1));

        assertThat(first.items()).hasSize(1).doesNotContainAnyElementsOf(second.items());
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void changesOnlyWhatIsNamedAndSaysWhy() {
        var anna = user("anna", Role.USER, Plan.FREE);

        var changed =
                store.userDirectory()
                        .change(
                                anna.id(),
                                new UserChange(
                                        Optional.of(UserState.LOCKED), none(), none(), "spam"))
                        .orElseThrow();

        assertThat(changed.state()).isEqualTo(UserState.LOCKED);
        assertThat(changed.plan()).isEqualTo(Plan.FREE);
        assertThat(changed.role()).isEqualTo(Role.USER);
        var event = store.auditTrail().list(AuditQuery.last(anna.id(), 1)).items().getFirst();
        assertThat(event.action()).isEqualTo("user.lock");
        assertThat(event.details()).containsEntry("reason", "spam");
        assertThat(store.userDirectory().change(UserId.create(), change(Role.ADMIN))).isEmpty();
    }

    @Test
    void keepsTheLastActiveAdmin() {
        requireRefused(change(Role.USER));
        requireRefused(new UserChange(Optional.of(UserState.LOCKED), none(), none(), "x"));

        var other = user("other", Role.ADMIN, Plan.PAID);
        store.userDirectory().change(admin.id(), change(Role.USER));

        assertThat(store.users().find(admin.id()).orElseThrow().role()).isEqualTo(Role.USER);
        assertThat(store.users().find(other.id()).orElseThrow().role()).isEqualTo(Role.ADMIN);
    }

    private void requireRefused(UserChange change) {
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.userDirectory().change(admin.id(), change))
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(store.users().find(admin.id())).contains(admin);
        assertThat(store.auditTrail().list(AuditQuery.last(admin.id(), 9)).items()).hasSize(1);
    }

    @Test
    void keepsAnAdminWhenAllAreDemotedAtOnce() throws Exception {
        var admins =
                List.of(
                        admin,
                        user("a", Role.ADMIN, Plan.PAID),
                        user("b", Role.ADMIN, Plan.PAID),
                        user("c", Role.ADMIN, Plan.PAID));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes =
                    admins.stream()
                            .map(
                                    each ->
                                            threads.submit(
                                                    () ->
                                                            store.userDirectory()
                                                                    .change(
                                                                            each.id(),
                                                                            change(Role.USER))))
                            .toList();
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(changes).filteredOn(each -> each.state() == Future.State.FAILED).hasSize(1);
        }

        assertThat(found(new UserQuery(none(), none(), none(), Optional.of(Role.ADMIN), none(), 9)))
                .hasSize(1);
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static UserChange change(Role role) {
        return new UserChange(none(), none(), Optional.of(role), "");
    }

    private static UserQuery query(String search) {
        return new UserQuery(Optional.of(search), none(), none(), none(), none(), 9);
    }

    private List<UserId> found(UserQuery query) {
        return store.userDirectory().list(query).items().stream().map(User::id).toList();
    }

    private User user(String name, Role role, Plan plan) {
        return store.users().create(name + "@example.com", TestStore.PASSWORD, role, plan);
    }
}
