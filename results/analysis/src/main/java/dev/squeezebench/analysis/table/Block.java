package dev.squeezebench.analysis.table;

import java.util.List;
import java.util.Optional;

/** A part of a document for people: what a renderer for text, Markdown or HTML knows to write. */
public sealed interface Block permits Table, Block.Heading, Block.Paragraph, Block.Items, Block.Image {
    /**
     * Title of what follows.
     *
     * @param level 1 for a section, 2 for a table within it
     * @param text one line
     */
    record Heading(int level, String text) implements Block {}

    /**
     * Sentences.
     *
     * @param text without line breaks
     * @param strong whether a reader must not miss it
     */
    record Paragraph(String text, boolean strong) implements Block {}

    /**
     * A list.
     *
     * @param numbered whether the text above refers to its items by number, from 1
     * @param texts one item each
     */
    record Items(boolean numbered, List<String> texts) implements Block {
        public Items {
            texts = List.copyOf(texts);
        }
    }

    /**
     * A picture beside the document; plain text has none.
     *
     * @param path relative to the document, or a {@code data:} address
     * @param dark the same for a dark page, where there is one
     * @param text what it shows
     */
    record Image(String path, Optional<String> dark, String text) implements Block {
        public Image(String path, String text) {
            this(path, Optional.empty(), text);
        }
    }

    static Block paragraph(String text) {
        return new Paragraph(text, false);
    }
}
