package io.pilotlight.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.examples.readme.PetShop.Pet;
import io.pilotlight.http.ProblemException;
import io.pilotlight.http.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PetShopTest {
    private static HttpResponse answer(HttpRequest request) {
        return switch (request.method() + " " + request.target()) {
            case "GET /pets?kind=dog" -> json(200, "application/json", "[{\"id\": 1, \"name\": \"Rex\"}]");
            case "POST /pets" -> json(201, "application/json", "{\"id\": 2, \"name\": \"Tom\"}");
            default -> json(404, "application/problem+json", "{\"title\": \"No such kind\"}");
        };
    }

    private static HttpResponse json(int status, String type, String text) {
        return HttpResponse.text(status, text).withHeader("Content-Type", type);
    }

    private final PetShop shop =
            new PetShop(Session.builder().baseUrl("http://pets").mount("http://pets/", PetShopTest::answer));

    @Test
    void asksAHandlerAsItWouldAskAServer(@TempDir Path folder) throws Exception {
        assertThat(shop.pets("dog")).containsExactly(new Pet(1, "Rex"));
        assertThat(shop.add("Tom", Files.createFile(folder.resolve("tom.jpg")))).isEqualTo(new Pet(2, "Tom"));
        assertThatThrownBy(() -> shop.pets("cow"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No such kind");
    }
}
