package io.pilotlight.examples.tour;

import io.pilotlight.core.function.Context;
import io.pilotlight.core.json.Json;
import java.util.Comparator;
import java.util.List;

/** The Java function of the tour: which countries are the loneliest, and which two are the farthest apart. */
final class Ranking {
    private static final int LONELIEST = 5;
    private static final double EARTH_RADIUS_KM = 6371.0;

    private final Json json;

    Ranking(Json json) {
        this.json = json;
    }

    record Country(String name, String region, double latitude, double longitude, double area) {}

    record Neighbour(String name, String region, String neighbour, double kilometres) {}

    record Question(List<Country> countries, List<Neighbour> neighbours) {}

    record Pair(String one, String other, long kilometres) {}

    record Answer(List<Neighbour> loneliest, Pair farthest) {}

    /** The part of an HTTP event that this function reads. */
    record HttpEvent(String body) {}

    Answer rank(HttpEvent event, Context context) {
        Question question = json.read(event.body(), Question.class);
        context.logger().info("{} countries", question.countries().size());
        List<Neighbour> loneliest = question.neighbours().stream()
                .sorted(Comparator.comparingDouble(Neighbour::kilometres).reversed())
                .limit(LONELIEST)
                .toList();
        return new Answer(loneliest, farthest(question.countries()));
    }

    private static Pair farthest(List<Country> countries) {
        Pair farthest = new Pair("", "", -1);
        for (int i = 0; i < countries.size(); i++) {
            for (int j = i + 1; j < countries.size(); j++) {
                long distance = Math.round(distance(countries.get(i), countries.get(j)));
                if (distance > farthest.kilometres()) {
                    farthest =
                            new Pair(countries.get(i).name(), countries.get(j).name(), distance);
                }
            }
        }
        return farthest;
    }

    /** The haversine formula. */
    private static double distance(Country a, Country b) {
        double one = Math.toRadians(a.latitude());
        double other = Math.toRadians(b.latitude());
        double latitudes = Math.sin((other - one) / 2);
        double longitudes = Math.sin(Math.toRadians(b.longitude() - a.longitude()) / 2);
        double chord = latitudes * latitudes + Math.cos(one) * Math.cos(other) * longitudes * longitudes;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
    }
}
