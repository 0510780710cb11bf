package io.pilotlight.examples;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.pilotlight.core.PilotlightException;
import java.time.Instant;

/** The rules of the house: three floors, no arrow up, none sideways, no circle of packages. */
@AnalyzeClasses(packages = "io.pilotlight", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule threeFloorsAndNoWingKnowsAnother = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("io.pilotlight.core..")
            .layer("env")
            .definedBy("io.pilotlight.env..")
            .layer("http")
            .definedBy("io.pilotlight.http..")
            .layer("server")
            .definedBy("io.pilotlight.server..")
            .layer("faas")
            .definedBy("io.pilotlight.faas..")
            .layer("examples")
            .definedBy("io.pilotlight.examples..")
            .whereLayer("examples")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("env")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("examples")
            .whereLayer("faas")
            .mayOnlyBeAccessedByLayers("examples");

    @ArchTest
    static final ArchRule noCircleOfPackages =
            slices().matching("io.pilotlight.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRoomsOfTheRuntimeDoNotKnowOneAnother = slices().matching("io.pilotlight.faas.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage("io.pilotlight.faas.flow", "io.pilotlight.faas.usage"));

    @ArchTest
    static final ArchRule oneClassKnowsOkHttp = noClasses()
            .that()
            .doNotHaveSimpleName("OkHttpTransport")
            .and()
            .haveNameNotMatching(".*\\.OkHttpTransport\\$.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule oneRoomKnowsMaven = noClasses()
            .that()
            .resideOutsideOfPackage("io.pilotlight.env.maven")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.aether..", "org.apache.maven..");

    @ArchTest
    static final ArchRule onlyTheServerKnowsJetty = noClasses()
            .that()
            .resideOutsideOfPackage("io.pilotlight.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule onlyTheCodecKnowsJackson = noClasses()
            .that()
            .resideOutsideOfPackage("io.pilotlight.core.json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule exceptionsHaveOneRoot = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(PilotlightException.class);

    @ArchTest
    static final ArchRule nothingSleepsOrReadsTheClockPastTime = noClasses()
            .that()
            .resideOutsideOfPackage("io.pilotlight.core.time")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Service");
}
