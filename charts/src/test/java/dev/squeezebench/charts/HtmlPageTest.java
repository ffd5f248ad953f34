package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.file.Results;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page as an XML parser of the JDK reads it; what a browser makes of it is checked by {@code .ci/run page}. */
class HtmlPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    @Test
    void theFirstSentenceSaysWhatHowMuchFasterWithWhichIntervalOnWhat() throws Exception {
        Document page = parsed(page(Fixture.published()));

        String heading = elements(page, "h1").get(0).getTextContent();
        assertThat(heading)
                .startsWith("squeezebert-uncased/conv is 2.5")
                .contains("x (95% interval ", " as fast as bert-base-uncased over 8 rounds", "onnxruntime-1.29.0:cpu");
        assertThat(elements(page, "title").get(0).getTextContent()).isEqualTo(heading);
    }

    @Test
    void nothingIsFetchedFromAnywhereAndEveryLinkLeadsSomewhereWithinThePage() throws Exception {
        Document page = parsed(page(Fixture.published()));

        List<String> ids = new ArrayList<>();
        for (Element element : elements(page, "*")) {
            assertThat(element.getTagName()).isNotIn("link", "iframe", "object", "embed", "base", "form");
            if (element.hasAttribute("id")) {
                ids.add(element.getAttribute("id"));
            }
            for (String source : List.of("src", "srcset")) {
                if (element.hasAttribute(source)) {
                    assertThat(element.getAttribute(source)).startsWith("data:image/svg+xml;base64,");
                }
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
        List<Element> links = elements(page, "a");
        assertThat(links).hasSizeGreaterThan(8);
        assertThat(links).allSatisfy(link -> assertThat(ids)
                .contains(link.getAttribute("href").substring(1)));
    }

    @Test
    void aScenarioLeadsToItsTrials() throws Exception {
        Document page = parsed(page(Fixture.published()));

        Element link = elements(page, "a").stream()
                .filter(each -> each.getTextContent().equals("squeezebert-uncased/conv"))
                .findFirst()
                .orElseThrow();
        Element heading = elements(page, "h3").stream()
                .filter(each -> ('#' + each.getAttribute("id")).equals(link.getAttribute("href")))
                .findFirst()
                .orElseThrow();
        assertThat(heading.getTextContent()).startsWith("squeezebert-uncased/conv/");
    }

    @Test
    void everyChartHasALightAndADarkPictureAndATextThatSaysItsValues() throws Exception {
        List<Element> pictures = elements(parsed(page(Fixture.published())), "picture");

        assertThat(pictures).hasSizeGreaterThanOrEqualTo(4);
        for (Element picture : pictures) {
            Element image = (Element) picture.getElementsByTagName("img").item(0);
            // Whatever font the reader has, a text takes the room that the layout gave it.
            String svg = svg(image.getAttribute("src"));
            assertThat(svg).contains("<svg role=\"img\"").doesNotContainPattern("<text (?![^>]*textLength=)");
            assertThat(((Element) picture.getElementsByTagName("source").item(0)).getAttribute("media"))
                    .isEqualTo("(prefers-color-scheme: dark)");
            assertThat(image.getAttribute("alt")).isNotBlank();
        }
        assertThat(pictures.get(0).getTextContent()).isBlank();
        assertThat(((Element) pictures.get(0).getElementsByTagName("img").item(0)).getAttribute("alt"))
                .contains("Speed-up", "squeezebert-uncased/conv", "2.5");
    }

    @Test
    void theScriptIsTheOneThatThePolicyAllows() throws Exception {
        String page = page(Fixture.published());

        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title></style><svg onload=alert(1)>",
                "\u202eright to left \u0000 \u001b[31m"
            })
    void aNameIsText(String name) throws Exception {
        Fixture fixture = new Fixture("r1", false, name);
        for (int round = 1; round <= 6; round++) {
            fixture.measured(Fixture.scenario(Fixture.BERT, "dense", name, "1.29.0", "cpu", 1), round, 1, 279);
            fixture.measured(Fixture.scenario(name, "conv", name, "1.29.0", "cpu", 1), round, 2, 111);
        }

        Document page = parsed(page(fixture));

        assertThat(elements(page, "script")).hasSize(1);
        assertThat(elements(page, "style")).hasSize(1);
        assertThat(elements(page, "svg")).isEmpty();
        assertThat(elements(page, "img"))
                .allSatisfy(image -> assertThat(image.getAttribute("src")).startsWith("data:"));
        assertThat(elements(page, "*"))
                .allSatisfy(element -> assertThat(element.hasAttribute("onerror") || element.hasAttribute("onload"))
                        .isFalse());
    }

    @Test
    void aProfileIsAPartWithBothChartsWhoseTextsSayWhatTheyFind() throws Exception {
        Document page = parsed(page(Fixture.profiled()));

        assertThat(elements(page, "h2")).extracting(Element::getTextContent).contains("Where the time goes");
        List<String> texts = elements(page, "img").stream()
                .map(image -> image.getAttribute("alt"))
                .toList();
        // 22.00 over 7.20 GFLOP: 3.06 times fewer, by hand.
        assertThat(texts)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Where the time of one inference goes: ")
                        .contains("computes 1/3.06 of the operations", "of it in normalisation"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Layer kinds and their ceilings: ")
                        .contains("are above the ceilings", "of 150.0 GFLOP/s"));
        assertThat(elements(page, "td"))
                .extracting(Element::getTextContent)
                .contains("normalisation", "matrix product");
    }

    @Test
    void twoSidesAreAPageWhoseHeadingNamesTheKindThatChangedMostWithBothCharts() throws Exception {
        Document page = parsed(page(Fixture.sides()));

        assertThat(elements(page, "h1").get(0).getTextContent())
                .startsWith(
                        "squeezebert-uncased/conv: onnxruntime 1.29.0 takes 112.00 ms, onnxruntime 1.26.0 100.00 ms (ratio 1.12x")
                .contains("normalisation takes 12.00 ms more (95% interval");
        assertThat(elements(page, "img").stream().map(image -> image.getAttribute("alt")))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Where the time of one inference goes: ")
                        .contains("normalisation takes 12.00 ms more"))
                .anySatisfy(text -> assertThat(text).startsWith("Layer kinds and their ceilings: "));
        assertThat(elements(page, "td"))
                .extracting(Element::getTextContent)
                .contains("normalisation", "matrix product");
    }

    @Test
    void aProfileAloneIsAPage() throws Exception {
        List<ResultRecord> profiles = Fixture.profiled().records().stream()
                .filter(Profile.class::isInstance)
                .toList();
        ChartInput input = new ChartInput("profiles.jsonl", "ab".repeat(32), new Results(profiles, List.of()));

        Document page = parsed(new String(
                HtmlPage.render(Fixture.report(List.of(input)), List.of(), List.of(), List.of(input)),
                StandardCharsets.UTF_8));

        assertThat(elements(page, "h1").get(0).getTextContent())
                .isEqualTo(
                        "bert-base-uncased/dense on onnxruntime 1.29.0:cpu, 1 thread: 226.0 ms of 273.4 ms are projection.");
        assertThat(elements(page, "img")).hasSize(2);
    }

    @Test
    void verdictsAndChangesComeBeforeTheTables() throws Exception {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));

        String page = new String(
                HtmlPage.render(
                        Fixture.report(inputs),
                        List.of(new Block.Paragraph("FAIL this & that", true)),
                        List.of(Block.paragraph("a change")),
                        inputs),
                StandardCharsets.UTF_8);

        assertThat(page.indexOf("FAIL this &amp; that")).isPositive().isLessThan(page.indexOf("a change"));
        assertThat(page.indexOf("a change")).isLessThan(page.indexOf(">Tables</h2>"));
    }

    @Test
    void aGatesVerdictIsTheHeadingAndItsMachineAndRunAreDescribed() throws Exception {
        List<ChartInput> inputs =
                List.of(Fixture.gate(new double[] {3, 3.1, 2.9, 3, 3.2, 2.8}, 0).input("results.jsonl"));

        Document page = parsed(new String(
                HtmlPage.render(
                        Fixture.report(inputs), List.of(new Block.Paragraph("FAIL slower", true)), List.of(), inputs),
                StandardCharsets.UTF_8));

        assertThat(elements(page, "h1").get(0).getTextContent()).isEqualTo("FAIL slower");
        assertThat(elements(page, "h2"))
                .extracting(Element::getTextContent)
                .contains("Environment", "How to repeat it", "Checklist", "Trials");
        assertThat(elements(page, "tbody"))
                .allSatisfy(body ->
                        assertThat(body.getElementsByTagName("tr").getLength()).isPositive());
    }

    @Test
    void manyTrialsAreNotListedAndThePageStaysSmall() throws Exception {
        Fixture fixture = new Fixture("r1", false);
        for (int round = 1; round <= 600; round++) {
            fixture.measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), round, 1, 279);
            fixture.measured(
                    Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", 1), round, 2, 111);
        }

        String page = page(fixture);

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(HtmlPage.MOST_BYTES);
        assertThat(page).contains("1200 trials are too many for a page");
        parsed(page);
    }

    @Test
    void whereDarkPicturesDoNotFitTheLightOnesStay() {
        String picture = "x".repeat(600);
        List<ChartBook.Picture> pictures = List.of(
                new ChartBook.Picture("a", "A", picture, picture), new ChartBook.Picture("b", "B", picture, picture));

        var charts = HtmlPage.charts(pictures, 2500);

        assertThat(charts.get("a")).isInstanceOfSatisfying(Block.Image.class, image -> assertThat(image.dark())
                .isPresent());
        assertThat(charts.get("b")).isInstanceOfSatisfying(Block.Image.class, image -> assertThat(image.dark())
                .isEqualTo(Optional.empty()));
        assertThat(HtmlPage.charts(pictures, 1700).get("b"))
                .isInstanceOfSatisfying(Block.Paragraph.class, text -> assertThat(text.text())
                        .contains("'b' is too large", "--charts"));
    }

    private static String page(Fixture fixture) throws ChartException {
        List<ChartInput> inputs = List.of(fixture.input("results.jsonl"));
        Report report = Fixture.report(inputs);
        return new String(HtmlPage.render(report, List.of(), List.of(), inputs), StandardCharsets.UTF_8);
    }

    /** Without what is between script and style tags, which is no XML. */
    private static Document parsed(String page) throws Exception {
        String xml = SCRIPT.matcher(page).replaceAll("<script></script>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String svg(String address) {
        return new String(
                Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1)), StandardCharsets.UTF_8);
    }
}
