package io.pilotlight.benchmarks;

import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** The peer of {@code inline.json}: an application with one function, as Spring Boot configures it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringFunctions {
    private static final String JSON = "application/json";

    /** The function. */
    @Bean
    Function<Bill, Bill> twice() {
        return Bill::doubled;
    }

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(SpringFunctions.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .logStartupInfo(false)
                .run();
    }

    /** Looks the function up: from a message of JSON to a message of JSON. */
    static Function<Message<byte[]>, Message<byte[]>> find(ConfigurableApplicationContext application) {
        Function<Message<byte[]>, Message<byte[]>> found =
                application.getBean(FunctionCatalog.class).lookup("twice", JSON);
        if (found == null) {
            throw new IllegalStateException("Spring does not find its function");
        }
        return found;
    }

    static Message<byte[]> message(byte[] payload) {
        return MessageBuilder.withPayload(payload)
                .setHeader(MessageHeaders.CONTENT_TYPE, JSON)
                .build();
    }
}
