package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * What is packaged has the libraries that the product needs: Maven leaves out of it what this module names for its tests alone, also
 * where another module needs it to run, and on the tests' class path that is not seen.
 */
class PackagedLibrariesTest {
    /** Artifacts that a module names, for its tests or for all else. */
    private static Set<String> named(String module, boolean forTests) throws Exception {
        var pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", module, "pom.xml").toFile());
        Set<String> names = new HashSet<>();
        var dependencies = pom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            boolean isForTests = text(dependency, "scope").equals("test");
            if (isForTests == forTests) {
                names.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":"
                        + text(dependency, "type"));
            }
        }
        return names;
    }

    private static String text(Element dependency, String child) {
        var found = dependency.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags", "proxy", "admin"})
    void nothingThatAModuleNeedsIsForTestsOnlyHere(String module) throws Exception {
        Set<String> lost = named(module, false);
        assertThat(lost).isNotEmpty();
        lost.retainAll(named("docker", true));
        assertThat(lost).isEmpty();
    }

    @Test
    void theDriversAreAmongWhatTheEngineNeeds() throws Exception {
        assertThat(named("admin", false)).contains("com.mysql:mysql-connector-j:");
    }
}
