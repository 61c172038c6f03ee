package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.util.function.Function;

/**
 * Everything that is kept: the database, the modules' bytes, and who may ask. One object for the
 * whole process. Thread-safe.
 */
public final class Store implements AutoCloseable {
    private static final Period KEPT = Period.ofDays(30);

    private static final Logger LOG = System.getLogger(Store.class.getName());

    private final Database database;
    private final BlobStore blobs;
    private final AutoCloseable server;
    private final ChangeListener listener;
    private final Changes changes = new Changes();
    private final Users users;
    private final SignUps signUps;
    private final Accounts accounts;
    private final AccountLinks accountLinks;
    private final Throttle throttle;
    private final SignInFlows signInFlows;
    private final Identities identities;
    private final SignInAttempts signInAttempts;
    private final Invitations invitations;
    private final Tokens tokens;
    private final TokenChecker tokenChecker;
    private final Functions functions;
    private final FunctionAccess access;
    private final SignedAddresses addresses;
    private final Domains domains;
    private final Queue queue;
    private final Schedules schedules;
    private final Modules modules;
    private final CompiledForms compiledForms;
    private final FileArchives fileArchives;
    private final Deployments deployments;
    private final Secrets secrets;
    private final BlobSweep blobSweep;
    private final Routing routing;
    private final Invocations invocations;
    private final LogLines logLines;
    private final Shipments shipments;
    private final Partitions partitions;
    private final Retention retention;
    private final Usage usage;
    private final RunMetrics runMetrics;
    private final Executors executors;
    private final BillingEvents billingEvents;
    private final PlanPeriods planPeriods;
    private final AuditTrail auditTrail;
    private final Plans plans;
    private final IdempotencyKeys idempotencyKeys;
    private final Applications applications;
    private final UserDirectory userDirectory;

    private Store(Database database, AutoCloseable server, BlobStore blobs, StoreKeys keys) {
        var jdbi = database.jdbi();
        this.database = database;
        this.server = server;
        this.blobs = blobs;
        var passwords = new Passwords();
        this.users = new Users(jdbi, changes, passwords);
        this.signUps = new SignUps(jdbi);
        this.accounts = new Accounts(jdbi, changes, passwords);
        this.accountLinks = new AccountLinks(jdbi, passwords);
        this.throttle = new Throttle(jdbi, keys.tokens());
        this.signInAttempts = new SignInAttempts(jdbi, throttle);
        this.signInFlows = new SignInFlows(jdbi);
        this.identities = new Identities(jdbi);
        this.invitations = new Invitations(jdbi);
        this.tokens = new Tokens(jdbi, new TokenSigner(keys.tokens()));
        this.tokenChecker = new TokenChecker(jdbi, keys.tokens());
        this.functions = new Functions(jdbi, changes);
        this.access = new FunctionAccess(jdbi, changes);
        this.addresses = new SignedAddresses(jdbi, changes, keys.tokens());
        this.domains = new Domains(jdbi, changes, keys.tokens());
        this.queue = new Queue(jdbi);
        this.schedules = new Schedules(jdbi);
        this.modules = new Modules(jdbi, blobs);
        this.compiledForms = new CompiledForms(jdbi, blobs);
        this.fileArchives = new FileArchives(blobs);
        this.deployments = new Deployments(jdbi, new KeptBlobs(blobs), changes);
        this.secrets = new Secrets(jdbi, new SecretBox(keys.secrets()), changes);
        this.blobSweep = new BlobSweep(jdbi, blobs);
        this.routing = new Routing(jdbi);
        this.invocations = new Invocations(jdbi);
        this.logLines = new LogLines(jdbi);
        this.shipments = new Shipments(jdbi);
        this.partitions = new Partitions(jdbi, Clock.systemUTC(), KEPT);
        this.auditTrail = new AuditTrail(jdbi);
        this.plans = new Plans(jdbi, changes);
        this.retention = new Retention(jdbi, plans, Clock.systemUTC());
        this.usage = new Usage(jdbi);
        this.runMetrics = new RunMetrics(jdbi, Clock.systemUTC());
        this.executors = new Executors(jdbi);
        this.billingEvents = new BillingEvents(jdbi, changes);
        this.planPeriods = new PlanPeriods(jdbi);
        this.idempotencyKeys = new IdempotencyKeys(jdbi);
        this.applications = new Applications(jdbi, changes);
        this.userDirectory = new UserDirectory(jdbi, changes);
        this.listener = new ChangeListener(database.address(), changes);
    }

    /**
     * Opens a store on a database that runs by itself.
     *
     * @throws WasmcloudException when the database cannot be used, with the cause and the remedy
     */
    public static Store open(DatabaseAddress address, BlobStore blobs, StoreKeys keys) {
        return open(address, () -> {}, blobs, keys);
    }

    /**
     * Opens a store that keeps everything in one folder: it starts a PostgreSQL server of its own
     * and stops it when it is closed.
     *
     * @param folder is made when it is not there
     * @throws WasmcloudException when another process uses the folder or the server does not start,
     *     with the cause and the remedy
     */
    public static Store embedded(Path folder) {
        var server = EmbeddedServer.open(folder.resolve("postgresql"));
        try {
            var blobs = FolderBlobStore.open(folder.resolve("modules"));
            var keys =
                    new StoreKeys(
                            SigningKeys.inFolder(folder.resolve("keys")),
                            MasterKeys.inFile(masterKeys(folder)));
            return open(server.address(), server, blobs, keys);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Returns where a store that keeps everything in one folder has the keys of secrets. */
    public static Path masterKeys(Path folder) {
        return folder.resolve("master-keys");
    }

    private static Store open(
            DatabaseAddress address, AutoCloseable server, BlobStore blobs, StoreKeys keys) {
        var database = Database.open(address);
        try {
            var store = new Store(database, server, blobs, keys);
            store.maintain();
            store.listener.start();
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Tells whether the database answers; takes up to 5 seconds when it does not. */
    public boolean isReady() {
        return database.answers();
    }

    /** Returns what the connections to the database do at the moment. */
    public DatabasePool databasePool() {
        return database.connections();
    }

    /** Tells whether modules' bytes could be kept and read now. */
    public boolean hasModuleStore() {
        return blobs.answers();
    }

    /** Returns how many modules were found damaged since this store was opened. */
    public long damagedModules() {
        return blobs.damaged();
    }

    /** Returns the accounts. */
    public Users users() {
        return users;
    }

    /** Returns the accounts that people make themselves. */
    public SignUps signUps() {
        return signUps;
    }

    /** Returns what users do with their own accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** Returns what links let their bearers do once. */
    public AccountLinks accountLinks() {
        return accountLinks;
    }

    /** Returns the steps of signing in elsewhere. */
    public SignInFlows signInFlows() {
        return signInFlows;
    }

    /** Returns which accounts belong to those who sign in elsewhere. */
    public Identities identities() {
        return identities;
    }

    /** Returns the allowances that come back with time. */
    public Throttle throttle() {
        return throttle;
    }

    /** Returns what keeps passwords from being guessed. */
    public SignInAttempts signInAttempts() {
        return signInAttempts;
    }

    /** Returns whom administrators let sign up. */
    public Invitations invitations() {
        return invitations;
    }

    /** Returns the tokens' rows. */
    public Tokens tokens() {
        return tokens;
    }

    /** Returns what tells who is asking. */
    public TokenChecker tokenChecker() {
        return tokenChecker;
    }

    /** Returns the functions. */
    public Functions functions() {
        return functions;
    }

    /** Returns who may call functions. */
    public FunctionAccess access() {
        return access;
    }

    /** Returns what signs addresses of private functions. */
    public SignedAddresses addresses() {
        return addresses;
    }

    /** Returns the host names of functions' own. */
    public Domains domains() {
        return domains;
    }

    /** Returns the asynchronous invocations. */
    public Queue queue() {
        return queue;
    }

    /** Returns the schedules of functions. */
    public Schedules schedules() {
        return schedules;
    }

    /**
     * Works off what is due, until the worker is closed.
     *
     * @param runner runs one attempt; called by several threads at once
     */
    public QueueWorker work(
            ExecutorId executor, QueueSettings settings, Function<QueueAttempt, QueueEnd> runner) {
        return QueueWorker.start(database.pool(), queue, schedules, executor, settings, runner);
    }

    /** Returns the modules. */
    public Modules modules() {
        return modules;
    }

    /** Returns the machine code of modules. */
    public CompiledForms compiledForms() {
        return compiledForms;
    }

    /** Returns the files that deployments ship. */
    public FileArchives fileArchives() {
        return fileArchives;
    }

    /** Returns the functions' secrets. */
    public Secrets secrets() {
        return secrets;
    }

    /** Returns the functions' versions. */
    public Deployments deployments() {
        return deployments;
    }

    /** Returns where host names lead. */
    public Routing routing() {
        return routing;
    }

    /** Returns the receipts. */
    public Invocations invocations() {
        return invocations;
    }

    /** Returns the functions' logs. */
    public LogLines logLines() {
        return logLines;
    }

    /** Returns what takes the records of executors. */
    public Shipments shipments() {
        return shipments;
    }

    /** Returns what has requests done once. */
    public IdempotencyKeys idempotencyKeys() {
        return idempotencyKeys;
    }

    /** Returns the users' wishes for a plan. */
    public Applications applications() {
        return applications;
    }

    /** Returns all accounts, for admins. */
    public UserDirectory userDirectory() {
        return userDirectory;
    }

    /** Returns what the users of each plan may use. */
    public Plans plans() {
        return plans;
    }

    /** Returns who did what. */
    public AuditTrail auditTrail() {
        return auditTrail;
    }

    /** Returns what functions used. */
    public Usage usage() {
        return usage;
    }

    /** Returns how functions did. */
    public RunMetrics runMetrics() {
        return runMetrics;
    }

    /** Returns the executors that there are. */
    public Executors executors() {
        return executors;
    }

    /** Returns what the operator's billing told. */
    public BillingEvents billingEvents() {
        return billingEvents;
    }

    /** Returns which plans users were on, and at which prices. */
    public PlanPeriods planPeriods() {
        return planPeriods;
    }

    /** Returns what tells of changes. */
    public Changes changes() {
        return changes;
    }

    /**
     * Makes the coming days' partitions and removes what has expired. Done at open, and to be done
     * once a day from then on; any number of processes may do it.
     */
    public void maintain() {
        partitions.maintain();
        retention.apply();
        runMetrics.purge();
        executors.purge();
        functions.purge();
        tokens.purge();
        queue.purge();
        domains.purge();
        auditTrail.purge();
        idempotencyKeys.purge();
        invitations.purge();
        accountLinks.purge();
        throttle.purge();
        signInFlows.purge();
        signInAttempts.purge();
        accounts.purge();
        try {
            compiledForms.purge(CompiledForms.MOST_BYTES);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "machine code that is not used was not removed; trying later",
                    e);
        }
    }

    /**
     * Seals secrets anew that an older key sealed, and removes bytes that nobody needs. To be done
     * now and then; any number of processes may do it.
     *
     * @throws WasmcloudException {@code INTERNAL} when a secret does not open
     * @throws UncheckedIOException when bytes cannot be listed or removed
     */
    public void sweep() {
        sweep(BlobSweep.Ages.usual());
        secrets.reencrypt();
    }

    int sweep(BlobSweep.Ages ages) {
        return blobSweep.sweep(ages);
    }

    DatabaseAddress address() {
        return database.address();
    }

    Jdbi jdbi() {
        return database.jdbi();
    }

    /** Stops listening, closes the connections and, when the server is its own, stops it. */
    @Override
    public void close() {
        listener.close();
        database.close();
        blobs.close();
        try {
            server.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("stopping the database server", e);
        }
    }
}
