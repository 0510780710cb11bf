package io.pilotlight.examples.parity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a jar by RFC 6265 would have sent and kept, request by request, where canned answers or httpbin set cookies. Cookies that come
 * from anywhere else are not looked at.
 *
 * @param names the names of the cookies that are
 * @param sent what goes with each request, as pairs
 * @param set what each answer sets, by name
 * @param left what is there at the end: name, value, domain, path
 */
record CookieReplay(
        Set<String> names, List<List<String>> sent, List<Map<String, String>> set, List<List<String>> left) {

    private static final Pattern SET_BY_QUERY = Pattern.compile("/cookies/set\\?([^#]*)$");
    private static final Pattern SET_BY_PATH = Pattern.compile("/cookies/set/(\\w+)/(\\w+)$");

    static CookieReplay of(Circumstances about) {
        Set<String> names = new LinkedHashSet<>();
        List<List<String>> sent = new ArrayList<>();
        List<Map<String, String>> set = new ArrayList<>();
        Map<String, Integer> turns = new HashMap<>();
        CookieModel jar = new CookieModel(Instant.now());
        for (Sent request : Sent.all(about.got())) {
            sent.add(jar.sent(request.host(), request.path()).stream()
                    .map(cookie -> cookie.name() + "=" + cookie.value())
                    .toList());
            int turn = turns.merge(request.canned(), 1, Integer::sum) - 1;
            Map<String, String> here = new LinkedHashMap<>();
            List<String> fields = RawAnswer.last(about.canned(request.canned(), turn))
                    .map(answer -> answer.all("Set-Cookie"))
                    .orElseGet(() -> byHttpbin(request));
            fields.forEach(field -> {
                names.add(field.split("[=;]", 2)[0].strip());
                jar.set(request.host(), request.path(), field)
                        .ifPresent(cookie -> here.put(cookie.name(), cookie.value()));
            });
            set.add(here);
        }
        List<List<String>> left = jar.all().stream()
                .map(cookie -> List.of(cookie.name(), cookie.value(), cookie.domain(), cookie.path()))
                .toList();
        names.removeAll(byHand(about));
        return new CookieReplay(names, sent, set, left);
    }

    /** What httpbin sets if it is asked to, where it writes the value as it is. */
    private static List<String> byHttpbin(Sent request) {
        Matcher query = SET_BY_QUERY.matcher(request.target());
        if (query.find()) {
            return Stream.of(query.group(1).split("&"))
                    .filter(pair -> pair.matches("\\w+=\\w+"))
                    .map(pair -> pair + "; Path=/")
                    .toList();
        }
        Matcher path = SET_BY_PATH.matcher(request.target());
        return path.find() ? List.of(path.group(1) + "=" + path.group(2) + "; Path=/") : List.of();
    }

    /** Says whether ours is what it must be, where a difference tells of cookies; what is not looked at must be the same. */
    boolean agrees(Difference difference, Circumstances about) {
        if (names.isEmpty()) {
            return false;
        }
        if (difference.path().startsWith("session_cookies")) {
            Set<Object> ours = entries(about.got(), true);
            return entries(about.got(), false).equals(entries(about.expected(), false))
                    && ours.equals(new LinkedHashSet<Object>(left.stream()
                            .filter(it -> names.contains(it.get(0)))
                            .toList()));
        }
        if (difference.path().startsWith("wire[")) {
            return agreesOnTheWire(difference.index(), about);
        }
        int last = lastHop(difference.index(), about);
        if (last < 0 || last >= sent.size()) {
            return false;
        }
        if (difference.at("steps[#].cookies*")) {
            Map<String, Object> ours = new LinkedHashMap<>(
                    about.gotStep(difference.index()).fields("cookies").map());
            ours.keySet().retainAll(names);
            Map<String, Object> must = new LinkedHashMap<>(set.get(last));
            must.keySet().retainAll(names);
            return ours.equals(must);
        }
        return agreesOnTheWire(last, about);
    }

    private boolean agreesOnTheWire(int hop, Circumstances about) {
        if (hop >= sent.size()) {
            return false;
        }
        List<String> ours = new Sent(about.gotWire(hop)).cookies();
        List<String> theirs = new Sent(about.expectedWire(hop)).cookies();
        return of(ours, true).equals(of(sent.get(hop), true)) && of(ours, false).equals(of(theirs, false));
    }

    private List<String> of(List<String> pairs, boolean looked) {
        return pairs.stream()
                .filter(pair -> names.contains(pair.split("=", 2)[0]) == looked)
                .toList();
    }

    private Set<Object> entries(Fields line, boolean looked) {
        Set<Object> entries = new LinkedHashSet<>(line.list("session_cookies"));
        entries.removeIf(it -> names.contains(String.valueOf(Fields.entries(it).get(0))) != looked);
        return entries;
    }

    /** Returns the number of the last request of a step; -1 if that cannot be told. */
    static int lastHop(int step, Circumstances about) {
        boolean direct = Sent.all(about.got()).size() == about.steps().size()
                && about.gotSteps().allMatch(it -> it.list("history").isEmpty());
        if (direct) {
            return step;
        }
        int hop = -1;
        for (int i = 0; i <= step; i++) {
            Fields ours = about.gotStep(i);
            if (!ours.has("status")) {
                return -1;
            }
            hop += 1 + ours.list("history").size();
        }
        return hop;
    }

    private static Set<String> byHand(Circumstances about) {
        Set<String> names =
                new LinkedHashSet<>(about.session().fields("cookies").map().keySet());
        about.steps().forEach(step -> names.addAll(step.fields("cookies").map().keySet()));
        return names;
    }
}
