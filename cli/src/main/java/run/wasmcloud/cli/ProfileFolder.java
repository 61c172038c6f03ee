package run.wasmcloud.cli;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.sandbox.GuestStreams;
import run.wasmcloud.sandbox.LocalGuest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a profile of each request is written, in a file that has the invocation's id as its name.
 *
 * @param folder is there
 */
record ProfileFolder(Path folder, Duration interval, DevDiary diary) {
    /** Runs a guest for a request. A profile that cannot be written is no fault of the request. */
    Receipt run(LocalGuest guest, InvocationId id, CgiEnvironment request, GuestStreams streams) {
        var run = guest.profile(request, streams, interval);
        var file = folder.resolve(id + ".json");
        try {
            Files.write(file, run.profile());
            diary.say("profile " + file);
        } catch (IOException e) {
            diary.failed(e);
        }
        return run.receipt();
    }
}
