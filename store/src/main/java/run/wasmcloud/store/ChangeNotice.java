package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

/**
 * A notification, as the triggers of the tables write it.
 *
 * @param revision the number of the change
 */
record ChangeNotice(long revision, Change change) {
    static ChangeNotice parse(String text) {
        var words = text.split(" ");
        return new ChangeNotice(Long.parseLong(words[0]), change(words));
    }

    private static Change change(String[] words) {
        return switch (words[1]) {
            case "function" ->
                    new Change.FunctionChanged(
                            FunctionId.parse(words[2]), new FunctionName(words[3]));
            case "user" -> new Change.UserChanged(UserId.parse(words[2]));
            default -> new Change.EverythingChanged();
        };
    }
}
