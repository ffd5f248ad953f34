package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BibliographyTest {
    @Test
    void citesTheProgramInItsVersionAndThePaperWhoseFigureIsBesideTheResults() {
        String bibtex = new Bibliography(ReportGoldenTest.example()).bibtex();

        assertThat(bibtex).isEqualTo("""
                        @misc{squeezebench,
                          author = {{The SqueezeBench authors}},
                          title = {{SqueezeBench}, version 0.1.0},
                          year = {2026},
                          note = {run r-7f3a}
                        }

                        @misc{iandola2020squeezebert,
                          archivePrefix = {arXiv},
                          author = {Iandola, Forrest N. and Shaw, Albert E. and Krishna, Ravi and Keutzer, Kurt W.},
                          eprint = {2006.11316},
                          title = {SqueezeBERT: What can computer vision teach NLP about efficient neural networks?},
                          year = {2020},
                          note = {Iandola et al. 2020, SqueezeBERT, arXiv 2006.11316, abstract},
                          url = {https://arxiv.org/abs/2006.11316}
                        }
                        """);
        assertThat(Pattern.compile("[{]").matcher(bibtex).results().count())
                .isEqualTo(Pattern.compile("[}]").matcher(bibtex).results().count());
    }
}
