package io.pilotlight.examples.property;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands samples of one kind to both clients, and says of each whether they agree, or differ as declared. */
final class Judge {
    private final Kind kind;
    private final PythonSide python;

    Judge(Kind kind, PythonSide python) {
        this.kind = kind;
        this.python = python;
    }

    List<Verdict> judge(List<Sample> samples) throws IOException {
        List<Outcome> theirs = python.ask(samples);
        List<Verdict> verdicts = new ArrayList<>();
        Map<Integer, Sample> rewritten = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Outcome ours = kind.ours(sample);
            Verdict verdict = new Verdict(sample, theirs.get(i), ours, refusal(sample, theirs.get(i), ours));
            verdicts.add(verdict);
            if (!verdict.isSame() && verdict.deviations().isEmpty()) {
                rewritten.put(i, sample.with(handed(sample.parts(), new ArrayList<>())));
            }
        }
        List<Outcome> others = python.ask(List.copyOf(rewritten.values()));
        int next = 0;
        for (int index : rewritten.keySet()) {
            verdicts.set(index, explained(verdicts.get(index), others.get(next++)));
        }
        return verdicts;
    }

    /** The refusal that is declared for a sample, if ours is that. */
    private List<String> refusal(Sample sample, Outcome theirs, Outcome ours) {
        return kind.deviations().stream()
                .filter(each -> ours.failed() && ours.text().equals(each.error()))
                .filter(each -> each.refuses().apply(sample.parts(), theirs))
                .map(Deviation::name)
                .limit(1)
                .toList();
    }

    private List<String> handed(List<String> parts, List<String> names) {
        List<String> changed = parts;
        for (Deviation each : kind.deviations()) {
            List<String> after = each.handed().apply(changed);
            if (!after.equals(changed)) {
                names.add(each.name());
            }
            changed = after;
        }
        return changed;
    }

    /** Ours must be what requests makes of the changed parts, changed in turn; else nothing is explained. */
    private Verdict explained(Verdict verdict, Outcome theirs) {
        List<String> names = new ArrayList<>();
        handed(verdict.sample().parts(), names);
        Outcome changed = theirs;
        for (Deviation each : kind.deviations()) {
            if (changed.equals(verdict.ours())) {
                break;
            }
            Outcome after = each.given().apply(verdict.sample().parts(), changed);
            if (!after.equals(changed)) {
                names.add(each.name());
            }
            changed = after;
        }
        return changed.equals(verdict.ours()) ? verdict.with(names) : verdict;
    }
}
