package io.pilotlight.env;

import java.nio.file.Path;

/** Makes Java environments in a Java virtual machine of its own, for a test that leaves out Maven Resolver. */
final class JavaBuildMain {
    private JavaBuildMain() {}

    /** Takes the folder of an environment without packages, and that of one with a package. */
    public static void main(String[] arguments) {
        System.out.println(
                "made " + new JavaEnvBuilder().create(Path.of(arguments[0])).directory());
        try {
            new JavaEnvBuilder(JavaEnvBuilder.options()
                            .packages("org.slf4j:slf4j-api:2.0.17")
                            .build())
                    .create(Path.of(arguments[1]));
        } catch (PackageException e) {
            System.out.println(e);
        }
    }
}
