package run.wasmcloud.api;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TrustedProxies;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the API is set up.
 *
 * @param address where it listens
 * @param port where it listens; 0 for any free port
 * @param hostNames the host names that it answers, lower case, without port
 * @param functions what functions answer below, for example {@code http://run.localhost:8081}
 * @param policy the policy file of functions that have none of their own
 * @param accounts how people get accounts and sign in
 * @param reservedNames what no new function may be called, besides what no function ever may
 * @param billing how the operator's billing shows that it is itself
 * @param problemTypes what the address of the page about a kind of problem begins with
 * @param resolver the DNS resolver that tells whose host names are, for example {@code
 *     127.0.0.1:53}; empty for the system's
 * @param proxies whom it believes what they tell of their clients
 */
public record ApiSettings(
        InetAddress address,
        int port,
        Set<String> hostNames,
        URI functions,
        String policy,
        AccountSettings accounts,
        Set<String> reservedNames,
        BillingSettings billing,
        String problemTypes,
        String resolver,
        TrustedProxies proxies) {
    public ApiSettings {
        hostNames = Set.copyOf(hostNames);
        reservedNames = Set.copyOf(reservedNames);
    }

    /** Makes settings of a server that no proxy stands before. */
    public ApiSettings(
            InetAddress address,
            int port,
            Set<String> hostNames,
            URI functions,
            String policy,
            AccountSettings accounts,
            Set<String> reservedNames,
            BillingSettings billing,
            String problemTypes,
            String resolver) {
        this(
                address,
                port,
                hostNames,
                functions,
                policy,
                accounts,
                reservedNames,
                billing,
                problemTypes,
                resolver,
                TrustedProxies.none());
    }

    /** Returns these settings with proxies that are believed what they tell of their clients. */
    public ApiSettings withProxies(TrustedProxies trusted) {
        return new ApiSettings(
                address,
                port,
                hostNames,
                functions,
                policy,
                accounts,
                reservedNames,
                billing,
                problemTypes,
                resolver,
                trusted);
    }

    /** Returns the operator's host names: no function may have one of their domains. */
    Set<String> ownHosts() {
        var hosts = new TreeSet<>(hostNames);
        hosts.add(functions.getHost());
        return hosts;
    }

    /** Returns where a function answers, without a trailing slash. */
    String urlOf(FunctionName name) {
        return functions.getScheme() + "://" + name + "." + functions.getAuthority();
    }
}
