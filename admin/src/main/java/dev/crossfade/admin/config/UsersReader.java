package dev.crossfade.admin.config;

import dev.crossfade.admin.config.Configuration.Lookup;
import dev.crossfade.admin.config.Configuration.User;
import dev.crossfade.proxy.ProxySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads who may log in to a database: its {@code users}, and its {@code lookup} of those who are not listed. */
final class UsersReader {
    private static final String USERS = "[{name: app, password: \"${env:APP_PASSWORD}\"}]";
    private static final String LOOKUP = "{query: \"SELECT … WHERE usename = $1\", cacheFor: 10s}";
    private static final Duration LEAST_CACHE = Duration.ofMillis(1);
    private static final Duration MOST_CACHE = Duration.ofMinutes(10);

    private final YamlFile file;
    private final References references;
    private final Values values;

    UsersReader(YamlFile file, References references, Values values) {
        this.file = file;
        this.references = references;
        this.values = values;
    }

    List<User> users(Section database) {
        List<User> users = new ArrayList<>();
        if (!database.has("users")) {
            return users;
        }
        Set<String> names = new HashSet<>();
        int number = 0;
        for (Node item : database.requireList("users", USERS)) {
            String title = "user " + ++number + " of " + database.name();
            if (!(item instanceof MappingNode mapping)) {
                file.problem(
                        item,
                        title + " is " + Section.form(item),
                        "write {name: app, password: \"${env:APP_PASSWORD}\"}");
                continue;
            }
            Section user =
                    Section.of(file, mapping, title, List.of("name", "password", "backendUser", "backendPassword"));
            String name = text(user.requireText("name", "app"));
            Secret password = secret(user.requireText("password", "\"${env:APP_PASSWORD}\""));
            String backendUser = text(user.optionalText("backendUser", "app"));
            Secret backendPassword = secret(user.optionalText("backendPassword", "\"${env:BACKEND_PASSWORD}\""));
            if (name != null && !names.add(name)) {
                file.problem(
                        user.at("name"), "user " + name + " of " + database.name() + " is there twice", "keep one");
            } else if (name != null && password != null) {
                users.add(new User(name, password, backendUser, backendPassword));
            }
        }
        return users;
    }

    /** Null for none: only listed users may log in then. */
    @Nullable
    Lookup lookup(Section database) {
        Lookup defaults = new Lookup(null, ProxySettings.Lookup.DEFAULT_CACHE_FOR);
        Node node = database.get("lookup");
        if (node == null) {
            return defaults;
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().equals("off")) {
            if (!database.has("users")) {
                file.problem(scalar, "nobody could log in: no users, and no lookup of them", "add users: " + USERS);
            }
            return null;
        }
        MappingNode mapping = database.optionalMapping("lookup", "off, or " + LOOKUP);
        if (mapping == null) {
            return defaults;
        }
        Section lookup = Section.of(file, mapping, "lookup of " + database.name(), List.of("query", "cacheFor"));
        ScalarNode queryNode = lookup.optionalText("query", "\"SELECT usename, passwd FROM my_auth($1)\"");
        String query = text(queryNode);
        if (query != null && !query.contains("$1")) {
            file.problem(
                    lookup.at("query"), "the query does not ask for anybody", "write $1 where the user's name belongs");
        }
        ScalarNode cacheNode = lookup.optionalText("cacheFor", "10s");
        Duration cacheFor = cacheNode == null ? null : values.duration(cacheNode, LEAST_CACHE, MOST_CACHE);
        return new Lookup(query, cacheFor == null ? defaults.cacheFor() : cacheFor);
    }

    private @Nullable String text(@Nullable ScalarNode node) {
        return node == null ? null : references.resolve(node);
    }

    private @Nullable Secret secret(@Nullable ScalarNode node) {
        String value = text(node);
        return value == null ? null : new Secret(value);
    }
}
