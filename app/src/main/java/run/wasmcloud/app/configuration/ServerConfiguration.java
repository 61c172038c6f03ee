package run.wasmcloud.app.configuration;

import run.wasmcloud.api.SignUpMode;
import run.wasmcloud.api.mail.SmtpSettings;
import run.wasmcloud.executor.edge.AccessLogForm;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ForwardedForm;
import run.wasmcloud.model.Network;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an operator sets for {@code wasmcloud api}, {@code executor} and {@code admin}.
 * Each component is a section of the file.
 *
 * @param provider by the name that it has in addresses
 */
public record ServerConfiguration(
        Node node,
        Database database,
        Modules modules,
        Keys keys,
        Api api,
        Executor executor,
        Proxies proxies,
        Operator operator,
        Traces traces,
        Log log,
        Accounts accounts,
        Mail mail,
        Billing billing,
        Map<String, Provider> provider) {
    public ServerConfiguration {
        provider = Map.copyOf(provider);
    }

    /** The machine that a process runs on. */
    public record Node(
            @Setting("Where this process keeps its journal and compiled modules; its own")
                    Path folder) {}

    /** PostgreSQL, 15 or newer. */
    public record Database(
            @Setting("For example jdbc:postgresql://db.example.com/wasmcloud") String url,
            @Setting("Who asks") String user,
            @Setting("The user's password") Secret password) {}

    /** Where modules' bytes are. */
    public record Modules(
            @Setting(value = "folder or s3", otherwise = "folder") Kind store,
            @Setting("The folder that all processes share; for store = folder")
                    Optional<Path> folder,
            @Setting("The S3 server's address; without it the cloud's own of the region")
                    Optional<URI> s3Endpoint,
            @Setting(value = "The region", otherwise = "us-east-1") String s3Region,
            @Setting("The bucket, which is there already; for store = s3")
                    Optional<String> s3Bucket,
            @Setting("What the names of all objects begin with") Optional<String> s3Prefix,
            @Setting(
                            value =
                                    "Whether the bucket is in the path, as most other servers want"
                                            + " it",
                            otherwise = "false")
                    boolean s3PathStyle,
            @Setting("Without it, what the machine gives") Optional<String> s3AccessKey,
            @Setting("Without it, what the machine gives") Optional<Secret> s3SecretKey,
            @Setting(value = "How long one operation may take", otherwise = "30s")
                    Duration s3Timeout) {
        /** What keeps them. */
        public enum Kind {
            FOLDER,
            S3
        }
    }

    /** The keys, the same for all processes. */
    public record Keys(
            @Setting(
                            "Holds tokens/, compiled/ and master-keys; what is missing is made, so"
                                    + " share it before the second process starts")
                    Optional<Path> folder,
            @Setting("What tokens are signed with: ID:BASE64, the newest first")
                    Optional<Secret> tokens,
            @Setting("What compiled modules are sealed with: ID:BASE64, the newest first")
                    Optional<Secret> compiled,
            @Setting("What secrets are sealed with: ID:BASE64, the newest first")
                    Optional<Secret> secrets) {}

    /** The API. */
    public record Api(
            @Setting(value = "The address to listen at", otherwise = "127.0.0.1") InetAddress bind,
            @Setting(value = "The port to listen at", otherwise = "8080") int port,
            @Setting("Its address as clients see it, for example https://api.example.com") URI url,
            @Setting("Further host names that it answers") List<String> hostNames,
            @Setting("Names that no new function may have") List<String> reservedNames,
            @Setting(
                            "The DNS resolver, HOST:PORT, that custom host names are proved at;"
                                    + " without it the system's")
                    Optional<String> resolver) {
        public Api {
            hostNames = List.copyOf(hostNames);
            reservedNames = List.copyOf(reservedNames);
        }
    }

    /** The executor. */
    public record Executor(
            @Setting(value = "The address to listen at", otherwise = "127.0.0.1") InetAddress bind,
            @Setting(value = "The port to listen at", otherwise = "8081") int port,
            @Setting(
                            "What functions answer below as clients see it, for example"
                                    + " https://example-run.net; a registrable domain of its own")
                    URI url,
            @Setting("The policy file of functions that have none of their own")
                    Optional<Path> policy,
            @Setting("Networks that functions may reach although they are not public")
                    List<Network> allowNetworks,
            @Setting("Whom callers of a suspended function may ask") String abuseContact,
            @Setting(value = "How many runs go on at once", otherwise = "1000") int guests,
            @Setting(
                            value = "How many bytes of receipts may wait on disk",
                            otherwise = "1073741824")
                    long journalBytes,
            @Setting(
                            value =
                                    "Whether a receipt is forced to the disk before its run's"
                                            + " answer ends; those of the same moment together",
                            otherwise = "false")
                    boolean journalForce,
            @Setting(
                            value = "How long runs may go on when the process is to stop",
                            otherwise = "30s")
                    Duration drainTime,
            @Setting("The folder of certificates, to serve TLS too") Optional<Path> tlsFolder,
            @Setting(value = "The port for TLS", otherwise = "8443") int tlsPort,
            @Setting("The file that gets a line for each request of a function")
                    Optional<Path> accessLog,
            @Setting(value = "How its lines are written: combined or json", otherwise = "combined")
                    AccessLogForm accessLogForm,
            @Setting(
                            "How many bytes of memory all runs together may be allowed; without it,"
                                    + " only their count is bounded")
                    Optional<Long> guestBytes) {
        public Executor {
            allowNetworks = List.copyOf(allowNetworks);
        }
    }

    /** Servers in front of API and executor that say who their clients are. */
    public record Proxies(
            @Setting("The networks where they stand, for example 10.1.0.0/16")
                    List<Network> trusted,
            @Setting(
                            value =
                                    "The headers that they set, or take away: x-forwarded or"
                                            + " forwarded",
                            otherwise = "x-forwarded")
                    ForwardedForm forwarded) {
        public Proxies {
            trusted = List.copyOf(trusted);
        }
    }

    /** What a process shows its operator: metrics, health, readiness. */
    public record Operator(
            @Setting(value = "The address to listen at", otherwise = "127.0.0.1") InetAddress bind,
            @Setting("The port to listen at; without it, nothing is shown")
                    Optional<Integer> port) {}

    /** What is told of single requests and runs, with OpenTelemetry. */
    public record Traces(
            @Setting(
                            "Where spans are sent (OTLP over HTTP), for example"
                                    + " http://collector.example.com:4318/v1/traces; without it,"
                                    + " nowhere")
                    Optional<URI> endpoint,
            @Setting(
                            value =
                                    "The part, from 0 to 1, of requests that is told of; a client"
                                            + " that is in a trace has decided already",
                            otherwise = "1")
                    double ratio,
            @Setting("Headers for where they are sent, each as NAME=VALUE") List<Secret> headers) {
        public Traces {
            headers = List.copyOf(headers);
        }
    }

    /** What processes log on standard error. */
    public record Log(
            @Setting(value = "readable, or json: one object a line", otherwise = "readable")
                    LogForm form) {}

    /** How people get accounts. */
    public record Accounts(
            @Setting(value = "open, invitation or closed", otherwise = "closed") SignUpMode signUp,
            @Setting("The panel's address, which links in mails lead to; without it, the API's")
                    Optional<URI> panel,
            @Setting("Further addresses that a sign-in may lead back to") List<URI> returns) {
        public Accounts {
            returns = List.copyOf(returns);
        }
    }

    /** How mail is sent. */
    public record Mail(
            @Setting("The SMTP server; without it no mail is sent") Optional<String> host,
            @Setting(value = "Its port", otherwise = "587") int port,
            @Setting(value = "starttls, tls or none", otherwise = "starttls")
                    SmtpSettings.Security security,
            @Setting("Without it, none is told") Optional<String> user,
            @Setting("The user's password") Optional<Secret> password,
            @Setting("Whom mail is from; with host") Optional<EmailAddress> from) {}

    /** What the operator's billing tells. */
    public record Billing(
            @Setting(
                            "What its events are signed with: whsec_ and Base64, two while one is"
                                    + " replaced")
                    List<Secret> secrets) {
        public Billing {
            secrets = List.copyOf(secrets);
        }
    }

    /** A provider of OpenID Connect. */
    public record Provider(
            @Setting("What people call it") String title,
            @Setting("Its issuer") URI issuer,
            @Setting("What it knows this installation as") String clientId,
            @Setting("What this installation shows it") Secret clientSecret) {}
}
