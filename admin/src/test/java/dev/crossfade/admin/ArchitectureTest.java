package dev.crossfade.admin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design: flags ← proxy ← admin, and those inside admin. */
@AnalyzeClasses(packages = "dev.crossfade", importOptions = ArchitectureTest.OnlyMain.class)
class ArchitectureTest {
    /** Also leaves out the data plane's tests where they come as a jar, as in a whole build. */
    static final class OnlyMain implements ImportOption {
        private static final ImportOption NO_TEST_FOLDERS = new DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return NO_TEST_FOLDERS.includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule flagsKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.flags..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.crossfade.proxy..", "dev.crossfade.admin..", "io.netty..", "java.sql.."));

    @ArchTest
    static final ArchRule theDataPlaneDoesNotKnowTheControlPlane = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.proxy..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.crossfade.admin..", "io.javalin.."));

    /** Sessions speak the wire protocol themselves. What asks a server for a role is no session, and has its own thread. */
    @ArchTest
    static final ArchRule theDataPlaneUsesJdbcOnlyToLookRolesUp = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.proxy..")
            .and()
            .doNotHaveFullyQualifiedName("dev.crossfade.proxy.auth.RoleLookup")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.postgresql.."));

    @ArchTest
    static final ArchRule adminUsesOnlyTheFaceOfTheDataPlane = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.admin..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.crossfade.proxy..")
                    .and(resideInAPackage("dev.crossfade.proxy").negate()));

    @ArchTest
    static final ArchRule adminKnowsNoNetty = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.admin..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule theCommandLineAsksOverHttp = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.admin.cli..")
            .and(nameMatching(".*\\.(ServeCommand|DoctorCommand)(\\$.*)?").negate())
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.crossfade.admin.engine..",
                    "dev.crossfade.admin.catalog..",
                    "dev.crossfade.admin.rest..",
                    "dev.crossfade.admin.doctor..",
                    "dev.crossfade.proxy.."));

    /** The face of the data plane holds the values that its subpackages work on, so only these are looked at here. */
    @ArchTest
    static final ArchRule noCirclesInTheDataPlane =
            slices().matching("dev.crossfade.proxy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCirclesInTheControlPlane =
            slices().matching("dev.crossfade.admin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theNodeIsWiredOnlyByTheCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.admin.*..")
            .and()
            .resideOutsideOfPackage("dev.crossfade.admin.cli")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.crossfade.admin"));
}
