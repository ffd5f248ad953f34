package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents. */
class LinksTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("root.dir")));
    private static final Pattern LINK = Pattern.compile("\\]\\((?<path>[^)#\\s]*)(#(?<anchor>[^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");

    @Test
    void everyLinkLeadsToAFileAndToAHeadingOfIt() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document).replaceAll("(?s)```.*?```", ""));
            while (link.find()) {
                String path = link.group("path");
                Path target = path.isEmpty()
                        ? document
                        : Objects.requireNonNull(document.getParent()).resolve(path);
                boolean elsewhere = path.contains("://") || path.startsWith("mailto:");
                if (!elsewhere && (!Files.exists(target) || !hasHeading(target, link.group("anchor")))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The documents that explain a table are the best of the project: a reader of the table has to be led to them. */
    @Test
    void theReadmeLeadsToTheDocumentsWhereItsTableIsExplained() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String explained = readme.substring(readme.indexOf("## How to read it"), readme.indexOf("## Commands"));

        assertThat(explained)
                .contains(
                        "(docs/glossary.md)",
                        "(docs/measuring.md)",
                        "(docs/correctness.md)",
                        "(docs/result-schema.md)");
    }

    private static boolean hasHeading(Path document, String anchor) throws IOException {
        if (anchor == null) {
            return true;
        }
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .anyMatch(anchor::equals);
    }

    /** As GitHub makes it: lower case, blanks to hyphens, punctuation left out. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(documents::add);
        }
        return documents;
    }
}
