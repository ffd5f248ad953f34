package dev.squeezebench.charts;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.Appendix;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.HtmlRenderer;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Escaping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Saved results as one file for a browser: it asks nothing of any network, reads without its script, and stays below
 * {@value #MOST_BYTES} bytes however many results there are.
 */
public final class HtmlPage {
    static final int MOST_BYTES = 2_000_000;

    /** Room for what surrounds the blocks: style, script, navigation. */
    private static final int FRAME = 30_000;

    private static final int MOST_FINDINGS = 6;
    private static final List<String> MAIN = List.of("gate", "speedup", "latency");

    /** Charts that stand with the tables of profiles. */
    private static final List<String> OF_PROFILES = List.of("layer-kinds", "roofline");

    private HtmlPage() {}

    /**
     * The page.
     *
     * @param report of all inputs' records
     * @param verdicts of the gates among them; may be empty
     * @param changes what changed between the inputs; may be empty
     * @param inputs the result files
     * @throws ChartException when charts cannot be drawn here
     */
    public static byte[] render(Report report, List<Block> verdicts, List<Block> changes, List<ChartInput> inputs)
            throws ChartException {
        List<Block> rest = rest(report, inputs);
        ProfileReport profiles = ProfileReport.of(
                inputs.stream()
                        .flatMap(input -> input.results().profiles().stream())
                        .distinct()
                        .toList(),
                report,
                inputs.stream()
                        .flatMap(input -> input.results().trials().stream())
                        .toList());
        List<Block> times = profiles.scenarios().isEmpty() ? List.of() : profiles.blocks();
        int room = MOST_BYTES
                - FRAME
                - HtmlRenderer.render(rest, 1).length()
                - HtmlRenderer.render(times, 1).length();
        Map<String, Block> charts = charts(ChartBook.pictures(report, inputs), room);
        List<Block> timeCharts = OF_PROFILES.stream()
                .map(charts::remove)
                .flatMap(Stream::ofNullable)
                .toList();
        List<Block> blocks = new ArrayList<>();
        List<String> findings = report.rows().isEmpty() ? profiles.findings() : report.findings();
        String title = Stream.concat(verdicts.stream().flatMap(HtmlPage::sentence), findings.stream())
                .findFirst()
                .orElse("What was measured");
        findings.stream()
                .filter(finding -> !finding.equals(title))
                .limit(MOST_FINDINGS)
                .map(Block::paragraph)
                .forEach(blocks::add);
        if (findings.size() > MOST_FINDINGS + 1) {
            blocks.add(Block.paragraph(findings.size() - MOST_FINDINGS - 1 + " more ratios are in the tables."));
        }
        verdicts.stream()
                .filter(block -> !(block instanceof Block.Paragraph paragraph)
                        || !paragraph.text().equals(title))
                .forEach(blocks::add);
        MAIN.stream()
                .filter(charts::containsKey)
                .findFirst()
                .map(charts::remove)
                .ifPresent(blocks::add);
        report.claims().forEach(sentence -> blocks.add(new Block.Paragraph(sentence, true)));
        part(blocks, "What changed", changes);
        part(
                blocks,
                "Where the time goes",
                Stream.concat(timeCharts.stream(), times.stream()).toList());
        part(blocks, "Tables", report.tables());
        part(blocks, "Charts", List.copyOf(charts.values()));
        blocks.addAll(rest);
        return framed(title, blocks).getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> sentence(Block block) {
        return block instanceof Block.Paragraph paragraph ? Stream.of(paragraph.text()) : Stream.empty();
    }

    private static List<Block> rest(Report report, List<ChartInput> inputs) {
        Appendix appendix = new Appendix(
                report, Results.merge(inputs.stream().map(ChartInput::results).toList()));
        List<Appendix.Source> sources = inputs.stream()
                .map(input -> new Appendix.Source(input.name(), input.sha256()))
                .toList();
        List<Block> rest = new ArrayList<>();
        part(rest, "Environment", appendix.environment());
        part(rest, "How to repeat it", appendix.repeat(sources));
        part(rest, "Checklist", appendix.checklist());
        part(rest, "Trials", appendix.trials());
        return rest;
    }

    private static void part(List<Block> blocks, String heading, List<Block> content) {
        if (!content.isEmpty()) {
            blocks.add(new Block.Heading(1, heading));
            content.stream().map(HtmlPage::below).forEach(blocks::add);
        }
    }

    /** A part's own headings come under the part's. */
    private static Block below(Block block) {
        return block instanceof Block.Heading heading ? new Block.Heading(heading.level() + 1, heading.text()) : block;
    }

    /** Those that fit, the dark ones given up first; in place of the others a sentence. */
    static Map<String, Block> charts(List<ChartBook.Picture> pictures, int room) {
        Map<String, Block> charts = new LinkedHashMap<>();
        int left = room;
        for (ChartBook.Picture picture : pictures) {
            String light = address(picture.light());
            String dark = address(picture.dark());
            boolean both = light.length() + dark.length() <= left;
            if (both || light.length() <= left) {
                charts.put(
                        picture.name(),
                        new Block.Image(light, both ? Optional.of(dark) : Optional.empty(), picture.text()));
                left -= light.length() + (both ? dark.length() : 0);
            } else {
                charts.put(
                        picture.name(),
                        Block.paragraph("The chart '" + picture.name()
                                + "' is too large for a page: squeezebench report --charts DIR draws it."));
            }
        }
        return charts;
    }

    private static String address(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String framed(String title, List<Block> blocks) {
        String script = resource("page.js");
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .append(" style-src 'unsafe-inline'; script-src 'sha256-")
                .append(hash(script))
                .append("'\"/>\n<title>")
                .append(Escaping.html(title))
                .append("</title>\n<style>\n")
                .append(resource("page.css"))
                .append("</style>\n</head>\n<body>\n<header>\n<h1>")
                .append(Escaping.html(title))
                .append("</h1>\n<nav aria-label=\"parts of this page\"><ul>");
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading && heading.level() == 1) {
                html.append("<li><a href=\"#")
                        .append(HtmlRenderer.id(heading.text()))
                        .append("\">")
                        .append(Escaping.html(heading.text()))
                        .append("</a></li>");
            }
        }
        return html.append("</ul></nav>\n</header>\n<main>\n")
                .append(HtmlRenderer.render(blocks, 1))
                .append("</main>\n<script>")
                .append(script)
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    /** Of the script between its tags, byte for byte, as a browser compares it. */
    private static String hash(String script) {
        return Base64.getEncoder().encodeToString(Digests.sha256().digest(script.getBytes(StandardCharsets.UTF_8)));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " of this build cannot be read", e);
        }
    }
}
