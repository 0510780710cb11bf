package io.pilotlight.examples;

import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.faas.LocalRuntime;
import io.pilotlight.http.Requests;
import io.pilotlight.http.Response;
import io.pilotlight.server.HttpServer;

/** A program that uses each part, and says in which module it found it. */
final class NamedModules {
    private NamedModules() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalRuntime runtime = LocalRuntime.create()) {
            runtime.deploy(FunctionDefinition.of("double", Integer.class, (n, context) -> 2 * n));
            say(LocalRuntime.class, runtime.invoke("double", 2, Integer.class).orThrow());
        }
        try (HttpServer server = HttpServer.start(request -> HttpResponse.text(200, request.path()))) {
            Response response = Requests.get(server.uri().resolve("/x").toString());
            say(Requests.class, response.status() + " " + response.text());
        }
        say(EnvBuilder.class, EnvBuilder.options().build().withPip());
    }

    private static void say(Class<?> part, Object what) {
        System.out.println(part.getModule().getName() + " says " + what);
    }
}
