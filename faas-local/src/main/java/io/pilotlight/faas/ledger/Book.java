package io.pilotlight.faas.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Usage;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.FunctionUsage;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one function: one for each of its latest versions, opened when the first invocation of it is settled, and
 * what older versions cost, so that a function which is deployed again and again does not fill the memory.
 */
final class Book {
    private final String function;
    private final int versionsKept;
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    /** The account that was used last: most likely the next, too. */
    private volatile @Nullable Account latest;

    @GuardedBy("lock")
    private int opened;

    @GuardedBy("lock")
    private @Nullable FunctionUsage older;

    Book(String function, int versionsKept) {
        this.function = function;
        this.versionsKept = versionsKept;
    }

    /** Enters an invocation under the version that it was let in on. */
    void enter(Invocation invocation, Verdict verdict, Usage usage) {
        String version = invocation.version();
        Account account = latest;
        if (account == null || !account.version().equals(version)) {
            account = accounts.get(version);
            latest = account;
        }
        while (account == null || !account.enter(invocation, verdict, usage)) {
            account = open(version);
        }
    }

    /** Returns what all versions together have cost. */
    FunctionUsage total() {
        synchronized (lock) {
            FunctionUsage sum = older == null ? FunctionUsage.none(function) : older;
            for (Account account : accounts.values()) {
                sum = sum.plus(account.snapshot(function));
            }
            return sum;
        }
    }

    /** Returns what each of the latest versions has cost, in the order in which they were used first. */
    Map<String, FunctionUsage> byVersion() {
        Map<String, FunctionUsage> usage = new LinkedHashMap<>();
        accounts.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().number()))
                .forEach(entry -> usage.put(entry.getKey(), entry.getValue().snapshot(function)));
        return Collections.unmodifiableMap(usage);
    }

    private Account open(String version) {
        synchronized (lock) {
            Account known = accounts.get(version);
            if (known != null) {
                return known;
            }
            Account account = new Account(version, ++opened);
            accounts.put(version, account);
            closeOldest();
            return account;
        }
    }

    /** Closes the oldest account but for the one without a version, if there are too many. */
    @GuardedBy("lock")
    private void closeOldest() {
        if (accounts.size() - (accounts.containsKey("") ? 1 : 0) <= versionsKept) {
            return;
        }
        String oldest = "";
        int first = Integer.MAX_VALUE;
        for (Map.Entry<String, Account> entry : accounts.entrySet()) {
            if (!entry.getKey().isEmpty() && entry.getValue().number() < first) {
                oldest = entry.getKey();
                first = entry.getValue().number();
            }
        }
        Account account = accounts.remove(oldest);
        if (account != null) {
            FunctionUsage closed = account.close(function);
            older = older == null ? closed : older.plus(closed);
        }
    }
}
