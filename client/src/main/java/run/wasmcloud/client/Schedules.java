package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.ScheduleItem;
import run.wasmcloud.model.wire.ScheduleRequest;

import java.util.UUID;

/** When one function is invoked by the clock. Every method throws {@link ClientException}. */
public final class Schedules {
    private final Transport transport;
    private final FunctionName function;

    Schedules(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Makes a schedule. */
    public ScheduleItem create(ScheduleRequest request) {
        return transport.post(route(), request, ScheduleItem.class);
    }

    /** Lists the schedules, the oldest first. */
    public Listing<ScheduleItem> list() {
        return new Listing<>(
                cursor -> transport.page(route().with("cursor", cursor), ScheduleItem.class));
    }

    /** Returns one schedule. */
    public ScheduleItem get(UUID id) {
        return transport.get(route().below(id.toString()), ScheduleItem.class);
    }

    /** Replaces a schedule. */
    public ScheduleItem replace(UUID id, ScheduleRequest request) {
        return transport.put(route().below(id.toString()), request, ScheduleItem.class);
    }

    /** Removes a schedule. */
    public void delete(UUID id) {
        transport.delete(route().below(id.toString()));
    }

    private Route route() {
        return Route.of("functions", function.value(), "schedules");
    }
}
