package dev.crossfade.proxy.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client does in one exchange. The text format is in the package's description.
 *
 * @param where file and line, for reports
 */
public record Script(String name, String where, List<Step> steps) {
    private static final Pattern REPEAT = Pattern.compile("@\\{(\\d+)\\*(.*?)}", Pattern.DOTALL);

    /**
     * One line.
     *
     * @param rest what follows the verb, with its escapes
     */
    public record Step(String verb, String rest, String where) {
        public List<String> words() {
            List<String> words = new ArrayList<>();
            Matcher word =
                    Pattern.compile("[^\\s\"]*\"(?:[^\"\\\\]|\\\\.)*\"|\\S+").matcher(rest);
            while (word.find()) {
                words.add(word.group());
            }
            return words;
        }

        /** Everything from the given word on. */
        public String from(int word) {
            String left = rest;
            for (int i = 0; i < word; i++) {
                left = left.replaceFirst("^\\S+\\s?", "");
            }
            return left;
        }
    }

    /** The scripts of a file among the tests' resources. */
    static List<Script> read(String file) {
        return read("transcripts", file);
    }

    /** The scripts of a file in a folder of the tests' resources. */
    public static List<Script> read(String folder, String file) {
        List<Script> scripts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : lines(folder, file)) {
            number++;
            String where = file + ":" + number;
            if (line.startsWith("== ")) {
                String name = line.substring(3).strip();
                if (!names.add(name)) {
                    throw new IllegalArgumentException(where + ": the name is taken");
                }
                steps = new ArrayList<>();
                scripts.add(new Script(name, where, steps));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s", 2);
                steps.add(new Step(parts[0], parts.length > 1 ? parts[1] : "", where));
            }
        }
        return scripts;
    }

    private static List<String> lines(String folder, String file) {
        try (InputStream in = Script.class.getResourceAsStream("/" + folder + "/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no file /" + folder + "/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    /** The bytes that a text with escapes stands for. */
    public static byte[] bytes(String text) {
        String repeated = REPEAT.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < repeated.length()) {
            char c = repeated.charAt(at);
            if (c == '\\' && at + 1 < repeated.length()) {
                char escape = repeated.charAt(at + 1);
                at += 2;
                switch (escape) {
                    case 'n' -> out.write('\n');
                    case 'r' -> out.write('\r');
                    case 't' -> out.write('\t');
                    case '0' -> out.write(0);
                    case 'x' -> {
                        out.write(Integer.parseInt(repeated.substring(at, at + 2), 16));
                        at += 2;
                    }
                    case '\\', '"' -> out.write(escape);
                    default -> throw new IllegalArgumentException("no such escape: \\" + escape + " in " + text);
                }
            } else {
                String one = Character.toString(repeated.codePointAt(at));
                out.writeBytes(one.getBytes(StandardCharsets.UTF_8));
                at += one.length();
            }
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
