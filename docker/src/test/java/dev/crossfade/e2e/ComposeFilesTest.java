package dev.crossfade.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be checked of the compose files without Docker. */
class ComposeFilesTest {
    @Test
    void theConfigurationIsReadWithTheVariablesOfTheTrial() throws IOException {
        Map<String, String> trial = trial();
        Configuration configuration = ConfigurationLoader.load(Path.of("crossfade.yaml"), trial::get);
        assertThat(configuration.databases()).hasSize(1);
        assertThat(configuration.migrations())
                .extracting(spec -> spec.migration().name())
                .containsExactly("customer-name");
    }

    @Test
    @SuppressWarnings("unchecked")
    void composeIsYamlAndNamesNoVariableThatTheTrialLacks() throws IOException {
        String compose = Files.readString(Path.of("compose.yaml"));
        Map<String, Object> parsed =
                (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(compose);
        assertThat((Map<String, Object>) parsed.get("services")).containsOnlyKeys("blue", "green", "crossfade");
        TreeSet<String> named = new TreeSet<>();
        Pattern.compile("\\$\\{([A-Z_]+)([^}]*)}").matcher(compose).results().forEach(variable -> {
            named.add(variable.group(1));
            assertThat(variable.group(2))
                    .as("%s has no default", variable.group(1))
                    .startsWith(":?");
        });
        assertThat(trial().keySet()).containsAll(named);
        assertThat(compose).doesNotContain("0.0.0.0");
    }

    private static Map<String, String> trial() throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("local-trial.env"))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return variables;
    }
}
