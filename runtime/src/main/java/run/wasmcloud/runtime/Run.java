package run.wasmcloud.runtime;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** One run of a guest, as its host functions see it. Used by the guest's thread only. */
public final class Run {
    private final RunRequest request;
    private final Deadline deadline;
    private final long[] hostCalls;
    private final Object[] states;
    private final OpenedResources opened = new OpenedResources();
    private int outboundRequests;
    private long bytesIn;
    private long bytesOut;

    /**
     * Begins a run: its wall time counts from here.
     *
     * @param hostFunctions how many host functions are counted
     * @param libraries how many libraries keep something for it
     * @param cancellation what can end it from outside
     */
    Run(RunRequest request, int hostFunctions, int libraries, Cancellation cancellation) {
        this.request = request;
        this.deadline =
                Deadline.after(request.limits().wallTime(), cancellation, request.stdout()::flush);
        this.hostCalls = new long[hostFunctions];
        this.states = new Object[libraries];
    }

    /** Returns what the run was given. */
    public RunRequest request() {
        return request;
    }

    /** Returns when the run must have ended; a host function that blocks ends then. */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Reads from standard input, as {@link GuestInput#read} does.
     *
     * @return how many bytes were read, −1 at the end
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = request.stdin().read(target, offset, length, deadline);
        bytesIn += Math.max(count, 0);
        return count;
    }

    /** Writes to standard output, as {@link GuestOutput#write} does. */
    public void write(byte[] source, int offset, int length) throws IOException {
        request.stdout().write(source, offset, length, deadline);
        bytesOut += length;
    }

    /** Writes to standard error, as {@link GuestOutput#write} does. */
    public void writeError(byte[] source, int offset, int length) throws IOException {
        request.stderr().write(source, offset, length, deadline);
    }

    /**
     * Writes what the platform has to say about the run to the function's log; more lines than one
     * when the text has ends of line.
     */
    public void log(LogLevel level, String text) {
        log(level, LogSource.PLATFORM, text);
    }

    /** Writes to the function's log; more lines than one when the text has ends of line. */
    public void log(LogLevel level, LogSource source, String text) {
        text.lines().forEach(line -> request.log().add(level, source, line));
    }

    /**
     * Counts a resource that was opened.
     *
     * @param schemeAndHost for example {@code https://example.com}
     */
    public void countOpened(String schemeAndHost) {
        opened.add(schemeAndHost);
    }

    /** Counts a request that is to be sent. */
    public void countOutboundRequest() {
        outboundRequests++;
    }

    /** Returns how many requests were counted. */
    public int outboundRequests() {
        return outboundRequests;
    }

    /** The guest has computed for a while: ends it when it must end. */
    void checkTime() {
        request.stdout().flush();
        deadline.check();
    }

    void count(int hostFunction) {
        hostCalls[hostFunction]++;
    }

    /** Returns what a library keeps for this run, made at the first call. */
    @SuppressWarnings("unchecked") // Each library has an index of its own.
    <S> S state(int index, HostLibrary<S> library) {
        var state = states[index];
        if (state == null) {
            state = library.open(this);
            states[index] = state;
        }
        return (S) state;
    }

    Map<String, Long> hostCalls(HostFunctions functions) {
        var calls = new TreeMap<String, Long>();
        for (int i = 0; i < hostCalls.length; i++) {
            if (hostCalls[i] > 0) {
                calls.merge(functions.name(i), hostCalls[i], Long::sum);
            }
        }
        return calls;
    }

    Map<String, Long> resourcesOpened() {
        return opened.counts();
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    /** Closes what the libraries kept, each even when another fails. */
    void close() throws Exception {
        Exception first = null;
        for (var state : states) {
            if (state instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    first = first == null ? e : first;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
