package dev.crossfade.flags;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design: nothing points out of flags, and it knows neither Netty nor JDBC. */
@AnalyzeClasses(packages = "dev.crossfade.flags", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NEITHER_NETTY_NOR_JDBC = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_PART = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "belong to another part of Crossfade",
                    (JavaClass other) -> other.getPackageName().startsWith("dev.crossfade.")
                            && !other.getPackageName().equals("dev.crossfade.flags")));
}
