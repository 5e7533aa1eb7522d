package dev.crossfade.proxy.rewrite;

import dev.crossfade.proxy.rewrite.lex.Lexer;
import dev.crossfade.proxy.rewrite.lex.LexicalError;
import dev.crossfade.proxy.rewrite.lex.Token;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a script for psql, as far as PostgreSQL's regression scripts need it. */
final class PsqlScript {
    private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):(['\"]?)(\\w+)\\1");
    private static final Pattern SEND = Pattern.compile("\\\\(g|gx|gset|gexec|gdesc|crosstabview|watch)\\b.*$");

    /** A statement without semicolon, with its tokens, and what COPY FROM STDIN gets, or "". */
    record Step(String sql, List<Token> tokens, String input) {
        boolean names(String relation) {
            return tokens.stream().anyMatch(t -> t.isName() && t.value().equals(relation));
        }

        boolean has(String word) {
            return tokens.stream().anyMatch(t -> t.is(word));
        }

        Token first() {
            return tokens.get(0);
        }
    }

    private final Map<String, String> variables = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private PsqlScript(Path source) {
        variables.put("PG_ABS_SRCDIR", source.toString());
        variables.put("PG_LIBDIR", "/nowhere");
        variables.put("PG_DLSUFFIX", ".so");
    }

    /** {@code source} is the folder with {@code sql} and {@code data}. */
    static List<Step> read(Path source, String name) throws IOException {
        PsqlScript script = new PsqlScript(source);
        script.lines(text(source.resolve("sql").resolve(name)).lines().toList());
        return script.steps;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
    }

    private void lines(List<String> lines) {
        String held = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (held.isBlank() && line.startsWith("\\")) {
                command(line.substring(1).strip().split("\\s+"));
                continue;
            }
            Matcher send = SEND.matcher(line);
            String now = held + substituted(send.find() ? line.substring(0, send.start()) + ";" : line) + "\n";
            int before = steps.size();
            held = statements(now.replace("\\;", ";"));
            if (steps.size() > before && isCopyIn(steps.get(steps.size() - 1))) {
                StringBuilder input = new StringBuilder();
                for (i++; i < lines.size() && !lines.get(i).equals("\\."); i++) {
                    input.append(lines.get(i)).append('\n');
                }
                Step copy = steps.remove(steps.size() - 1);
                steps.add(new Step(copy.sql(), copy.tokens(), input.toString()));
            }
        }
    }

    private static boolean isCopyIn(Step step) {
        return step.first().is("copy") && step.has("from") && step.has("stdin");
    }

    private void command(String[] words) {
        if (words.length > 2 && words[0].equals("getenv")) {
            variables.put(words[1], variables.getOrDefault(words[2], ""));
        } else if (words.length > 2 && words[0].equals("set")) {
            StringBuilder value = new StringBuilder();
            for (int i = 2; i < words.length; i++) {
                String word = words[i];
                value.append(
                        word.startsWith(":") ? variables.getOrDefault(word.substring(1), "") : word.replace("'", ""));
            }
            variables.put(words[1], value.toString());
        }
    }

    private String substituted(String line) {
        return VARIABLE.matcher(line).replaceAll(m -> {
            String value = variables.get(m.group(2));
            String quote = m.group(1);
            return Matcher.quoteReplacement(value == null ? m.group() : quote + value + quote);
        });
    }

    /** Takes the complete statements; returns what is left. */
    private String statements(String text) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(text, true);
        } catch (LexicalError e) {
            return text;
        }
        int from = 0;
        int start = 0;
        int depth = 0;
        boolean atomic = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            atomic |= token.is("atomic");
            if (token.isSymbol(";")
                    && depth <= 0
                    && (!atomic || tokens.get(i - 1).is("end"))) {
                add(text.substring(from, token.start()));
                from = token.end();
                start = i + 1;
                depth = 0;
                atomic = false;
            }
        }
        return start == tokens.size() ? "" : text.substring(from);
    }

    private void add(String text) {
        String sql = text.strip();
        try {
            List<Token> tokens = Lexer.tokens(sql, true);
            if (!tokens.isEmpty()) {
                steps.add(new Step(sql, tokens, ""));
            }
        } catch (LexicalError e) {
            throw new IllegalStateException("tokens of a whole text, not of its part: " + sql, e);
        }
    }
}
