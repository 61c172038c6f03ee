package run.wasmcloud.panel.function;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Tone;
import run.wasmcloud.panel.web.Visit;

/**
 * What stands above every page of a function.
 *
 * @param tab the page's own, the last part of its address; empty for the overview
 */
public record FunctionHead(FunctionItem function, String tab) {
    /** Reads the function that the path names. */
    public static FunctionHead of(Member member, Visit visit, String tab) {
        return new FunctionHead(member.client().functions().get(name(visit)), tab);
    }

    /** Returns the name of the function that the path names. */
    public static FunctionName name(Visit visit) {
        try {
            return new FunctionName(visit.path("name"));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.NOT_FOUND, "There is no function of this name.");
        }
    }

    /** Returns the function's name. */
    public String name() {
        return function.name();
    }

    /** Returns the address of a page of the function. */
    public String address(String page) {
        return "/functions/" + name() + (page.isEmpty() ? "" : "/" + page);
    }

    /** Returns the function's state in words. */
    public String state() {
        return function.suspension() != null
                ? "suspended"
                : function.activeDeployment() == null ? "no version yet" : "live";
    }

    /** Returns how its state looks. */
    public Tone tone() {
        return function.suspension() != null
                ? Tone.BAD
                : function.activeDeployment() == null ? Tone.NEUTRAL : Tone.GOOD;
    }
}
