package dev.crossfade.proxy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Two protocols in one data plane: what knows which. The arrows between the modules are held in admin's test. */
@AnalyzeClasses(packages = "dev.crossfade.proxy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MYSQL = "dev.crossfade.proxy.mysql.";

    /** How PostgreSQL's clients and servers speak; what of package wire is about channels, errors and texts is for all. */
    private static final DescribedPredicate<JavaClass> POSTGRESQLS = resideInAPackage("dev.crossfade.proxy.session..")
            .or(resideInAPackage("dev.crossfade.proxy.wire..")
                    .and(DescribedPredicate.not(nameMatching(".*\\.(Channels|FatalException|Outlet|Text)(\\$.*)?"))));

    @ArchTest
    static final ArchRule mySqlsPacketsKnowNobody = noClasses()
            .that()
            .resideInAPackage(MYSQL + "wire..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.crossfade.proxy..")
                    .and(DescribedPredicate.not(resideInAPackage(MYSQL + "wire..")))
                    .and(DescribedPredicate.not(nameMatching("dev\\.crossfade\\.proxy\\.wire\\.Channels"))));

    @ArchTest
    static final ArchRule mySqlsAuthenticationIsPure = noClasses()
            .that()
            .resideInAPackage(MYSQL + "auth..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.netty..", MYSQL + "login..", MYSQL + "session..", "dev.crossfade.proxy.node.."));

    @ArchTest
    static final ArchRule mySqlsLoginDoesNotKnowWhatFollows = noClasses()
            .that()
            .resideInAPackage(MYSQL + "login..")
            .should()
            .dependOnClassesThat(resideInAPackage(MYSQL + "session.."));

    @ArchTest
    static final ArchRule mySqlDoesNotKnowPostgreSql =
            noClasses().that().resideInAPackage(MYSQL + ".").should().dependOnClassesThat(POSTGRESQLS);

    @ArchTest
    static final ArchRule postgreSqlDoesNotKnowMySql = noClasses()
            .that()
            .resideInAnyPackage("dev.crossfade.proxy.session..", "dev.crossfade.proxy.wire..")
            .should()
            .dependOnClassesThat(resideInAPackage(MYSQL + "."));

    @ArchTest
    static final ArchRule theNodeKnowsNoProtocol = noClasses()
            .that()
            .resideInAPackage("dev.crossfade.proxy.node..")
            .should()
            .dependOnClassesThat(POSTGRESQLS.or(resideInAPackage(MYSQL + ".")));
}
