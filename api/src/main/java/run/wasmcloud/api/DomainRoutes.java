package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.DomainItem;
import run.wasmcloud.model.wire.DomainRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Domain;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Store;

import java.util.Map;

/** Host names of functions' own. */
final class DomainRoutes {
    private final Store store;
    private final FunctionRoutes functions;
    private final CustomHosts hosts;
    private final DomainProofs proofs;

    DomainRoutes(Store store, FunctionRoutes functions, CustomHosts hosts, DomainProofs proofs) {
        this.store = store;
        this.functions = functions;
        this.hosts = hosts;
        this.proofs = proofs;
    }

    Object add(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var host = host(request.json(DomainRequest.class).host());
        var isNew = store.domains().add(function, host);
        requireNoOther(proofs.check(find(function, host)), host);
        var item = item(find(function, host));
        var location = "/v1/functions/%s/domains/%s".formatted(function.name(), host);
        return isNew
                ? Answer.created(location, item)
                : new Answer(200, Map.of("Location", location), item);
    }

    private String host(@Nullable String text) {
        if (text == null) {
            throw ApiRequest.invalid("/host", "must be given: a host name");
        }
        var host =
                CustomHosts.canonical(text)
                        .orElseThrow(
                                () ->
                                        ApiRequest.invalid(
                                                "/host",
                                                "expected: a host name such as shop.example.com,"
                                                        + " without port, path and wildcard"));
        hosts.complaint(host)
                .ifPresent(
                        complaint -> {
                            throw ApiRequest.invalid("/host", host + " " + complaint);
                        });
        return host;
    }

    private static void requireNoOther(boolean isOnly, String host) {
        if (!isOnly) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "%s leads to another function: remove the TXT record for that one, then try again"
                            .formatted(host));
        }
    }

    private Domain find(Function function, String host) {
        return store.domains()
                .find(function.id(), host)
                .orElseThrow(() -> ApiRequest.notFound("domain"));
    }

    Object list(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        return FunctionRoutes.page(
                store.domains().list(function.id(), request.cursor(), request.limit()), this::item);
    }

    Object remove(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var isRemoved =
                CustomHosts.canonical(request.path("host"))
                        .filter(host -> store.domains().delete(function, host))
                        .isPresent();
        if (!isRemoved) {
            throw ApiRequest.notFound("domain");
        }
        return Answer.noContent();
    }

    private DomainItem item(Domain domain) {
        return new DomainItem(
                domain.host(),
                domain.verifiedAt().isPresent(),
                DomainProofs.record(domain.host()),
                store.domains().challenges(domain).getFirst(),
                domain.verifiedAt().orElse(null),
                domain.checkedAt(),
                domain.createdAt());
    }
}
