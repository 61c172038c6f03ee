package run.wasmcloud.panel.account;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.QuotaItem;
import run.wasmcloud.model.wire.UsageItem;
import run.wasmcloud.model.wire.UsageReport;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Shown;
import run.wasmcloud.panel.web.Tone;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A user's account.
 *
 * @param quotas how much of each monthly quota is used
 * @param functions what each function used this month, the most fuel first
 * @param form the one for another password
 */
public record AccountPage(
        UserItem user, List<Quota> quotas, Instant resetAt, List<UsageItem> functions, Form form) {
    private static final double NEARLY = 0.8;

    public AccountPage {
        quotas = List.copyOf(quotas);
        functions = List.copyOf(functions);
    }

    static AccountPage of(UserItem user, UsageReport usage, Form form) {
        var quota = usage.quota();
        return new AccountPage(
                user,
                List.of(
                        Quota.of("Functions", quota.functions()),
                        Quota.of("Invocations this month", quota.invocationsAMonth()),
                        Quota.of("Fuel this month", quota.fuelAMonth())),
                quota.resetAt(),
                usage.items().stream()
                        .sorted(Comparator.comparingLong(UsageItem::fuel).reversed())
                        .toList(),
                form);
    }

    /** Returns the plan's name as people write it. */
    public String plan() {
        return user.plan().name().toLowerCase(Locale.ROOT);
    }

    /**
     * How much of one quota is used.
     *
     * @param most null for no bound
     */
    public record Quota(String name, long used, @Nullable Long most) {
        static Quota of(String name, QuotaItem.Used used) {
            return new Quota(name, used.used(), used.most());
        }

        /** Returns both figures in words. */
        public String text() {
            return most == null
                    ? Shown.count(used) + ", without a bound"
                    : Shown.count(used) + " of " + Shown.count(most);
        }

        /** Returns how the use looks. */
        public Tone tone() {
            if (most == null || used < NEARLY * most) {
                return Tone.GOOD;
            }
            return used < most ? Tone.WARNING : Tone.BAD;
        }
    }
}
