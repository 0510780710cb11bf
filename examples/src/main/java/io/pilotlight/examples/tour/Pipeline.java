package io.pilotlight.examples.tour;

import io.pilotlight.core.json.TypeRef;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.Figures;
import io.pilotlight.examples.tour.Ranking.Answer;
import io.pilotlight.examples.tour.Ranking.Country;
import io.pilotlight.examples.tour.Ranking.Neighbour;
import io.pilotlight.http.Response;
import io.pilotlight.http.Session;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The pipeline of the tour: one function brings the countries, one finds the neighbours of each region's countries, all
 * regions at once, and one ranks them. Each step is a request to the gateway.
 */
final class Pipeline implements AutoCloseable {
    private static final int NAME_WIDTH = 28;

    private final Console console;
    private final URI gateway;
    private final boolean withNeighbours;
    private final Session session = Session.create();

    Pipeline(Console console, URI gateway, boolean withNeighbours) {
        this.console = console;
        this.gateway = gateway;
        this.withNeighbours = withNeighbours;
    }

    void run() throws InterruptedException {
        List<Country> countries = countries();
        List<Neighbour> neighbours = withNeighbours ? neighbours(countries) : List.of();
        Answer answer = ranking(countries, neighbours);
        console.plain("");
        int place = 1;
        for (Neighbour lonely : answer.loneliest()) {
            console.plain(String.format(
                    "   %d  %-" + NAME_WIDTH + "s %,6.0f km from %s",
                    place++,
                    clipped(lonely.name()),
                    lonely.kilometres(),
                    clipped(lonely.neighbour())));
        }
        if (answer.farthest().kilometres() > 0) {
            console.plain(String.format(
                    "   Farthest apart: %s and %s, %,d km",
                    answer.farthest().one(),
                    answer.farthest().other(),
                    answer.farthest().kilometres()));
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private List<Country> countries() {
        Response response = session.get(url("/countries")).raiseForStatus();
        List<Country> countries = response.json(new TypeRef<List<Country>>() {});
        step("GET", "/countries", response, response.elapsed(), countries.size() + " countries");
        return countries;
    }

    /** Asks for all regions at the same time. */
    private List<Neighbour> neighbours(List<Country> countries) throws InterruptedException {
        List<String> regions =
                countries.stream().map(Country::region).distinct().sorted().toList();
        ExecutorService callers = Executors.newFixedThreadPool(regions.size());
        long started = System.nanoTime();
        try {
            List<Future<Response>> answers = new ArrayList<>();
            for (String region : regions) {
                answers.add(callers.submit(() -> session.post(
                                url("/neighbours"), r -> r.json(Map.of("region", region, "countries", countries)))
                        .raiseForStatus()));
            }
            List<Neighbour> neighbours = new ArrayList<>();
            for (int i = 0; i < regions.size(); i++) {
                Response response = answers.get(i).get();
                List<Neighbour> found = response.json(new TypeRef<List<Neighbour>>() {});
                neighbours.addAll(found);
                step("POST", "/neighbours", response, response.elapsed(), regions.get(i) + ", " + found.size());
            }
            console.plain(String.format(
                    "        %d regions at the same time, all in %s",
                    regions.size(), Figures.time(Duration.ofNanos(System.nanoTime() - started))));
            return neighbours;
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }

    private Answer ranking(List<Country> countries, List<Neighbour> neighbours) {
        Response response = session.post(
                        url("/ranking"), r -> r.json(Map.of("countries", countries, "neighbours", neighbours)))
                .raiseForStatus();
        Answer answer = response.json(Answer.class);
        step(
                "POST",
                "/ranking",
                response,
                response.elapsed(),
                answer.loneliest().size() + " loneliest");
        return answer;
    }

    private void step(String method, String path, Response response, Duration elapsed, String what) {
        console.plain(String.format(
                "   %-4s %-12s %d  %8s  %s", method, path, response.status(), Figures.time(elapsed), what));
    }

    private static String clipped(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
    }

    private String url(String path) {
        return gateway.resolve(path).toString();
    }
}
